//! Reading articles.
