use serde::{Deserialize, Serialize};

/// A value of Kleene's strong three-valued logic. Ordered: false < unknown < true, so that *and* is the minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It is not so.
    False,
    /// The text does not show whether it is so.
    Unknown,
    /// It is so.
    True,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

/// A formula over leaves of one kind. Serialised as its nodes in prefix order, so that no reader has to recurse into what a
/// stranger wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<Node<L>>", try_from = "Vec<Node<L>>")]
#[serde(bound(serialize = "L: Serialize + Clone", deserialize = "L: Deserialize<'de>"))]
pub enum Expr<L> {
    /// A leaf.
    Leaf(L),
    /// All of them; true when there are none.
    All(Vec<Expr<L>>),
    /// At least so many of them: 1 is *or*.
    AtLeast(u32, Vec<Expr<L>>),
    /// Not so.
    Not(Box<Expr<L>>),
}

/// One node of a formula in prefix order: what it is, and how many parts follow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Node<L> {
    Leaf(L),
    All(u32),
    AtLeast(u32, u32),
    Not,
}

/// Formulas nest no deeper than this. An author's have 32 levels of brackets, each at most three nodes deep.
const MAX_DEPTH: usize = 128;

impl<L> From<Expr<L>> for Vec<Node<L>> {
    fn from(expr: Expr<L>) -> Self {
        let mut nodes = Self::new();
        expr.flatten(&mut nodes);
        nodes
    }
}

impl<L> TryFrom<Vec<Node<L>>> for Expr<L> {
    type Error = &'static str;

    fn try_from(nodes: Vec<Node<L>>) -> Result<Self, Self::Error> {
        let mut nodes = nodes.into_iter();
        let expr = Self::build(&mut nodes, MAX_DEPTH)?;
        if nodes.next().is_some() { Err("a formula has parts that belong nowhere") } else { Ok(expr) }
    }
}

impl<L> Expr<L> {
    fn flatten(self, nodes: &mut Vec<Node<L>>) {
        let length = |of: &[Self]| u32::try_from(of.len()).unwrap_or(u32::MAX);
        let parts = match self {
            Self::Leaf(leaf) => return nodes.push(Node::Leaf(leaf)),
            Self::Not(inner) => {
                nodes.push(Node::Not);
                vec![*inner]
            }
            Self::All(of) => {
                nodes.push(Node::All(length(&of)));
                of
            }
            Self::AtLeast(n, of) => {
                nodes.push(Node::AtLeast(n, length(&of)));
                of
            }
        };
        parts.into_iter().for_each(|part| part.flatten(nodes));
    }

    fn build(nodes: &mut impl Iterator<Item = Node<L>>, depth: usize) -> Result<Self, &'static str> {
        let deeper = depth.checked_sub(1).ok_or("a formula nests too deep")?;
        let node = nodes.next().ok_or("a formula ends early")?;
        let mut part = || Self::build(nodes, deeper);
        Ok(match node {
            Node::Leaf(leaf) => Self::Leaf(leaf),
            Node::All(count) => Self::All((0..count).map(|_| part()).collect::<Result<_, _>>()?),
            Node::AtLeast(n, count) => {
                Self::AtLeast(n, (0..count).map(|_| part()).collect::<Result<_, _>>()?)
            }
            Node::Not => Self::Not(Box::new(part()?)),
        })
    }

    /// Any of them.
    pub fn any(of: Vec<Self>) -> Self {
        Self::AtLeast(1, of)
    }

    /// The value, given the leaves' values. The second argument of `leaf` tells whether the leaf stands under an odd number
    /// of negations.
    pub fn value(&self, leaf: &mut impl FnMut(&L, bool) -> Truth) -> Truth {
        self.value_under(false, leaf)
    }

    fn value_under(&self, negated: bool, leaf: &mut impl FnMut(&L, bool) -> Truth) -> Truth {
        match self {
            Self::Leaf(l) => leaf(l, negated),
            Self::Not(inner) => !inner.value_under(!negated, leaf),
            Self::All(of) => of.iter().map(|e| e.value_under(negated, leaf)).min().unwrap_or(Truth::True),
            Self::AtLeast(n, of) => {
                let mut seen = [0_u32; 3];
                for e in of {
                    seen[e.value_under(negated, leaf) as usize] += 1;
                }
                let [_, unknown, yes] = seen;
                match *n {
                    n if yes >= n => Truth::True,
                    n if yes + unknown >= n => Truth::Unknown,
                    _ => Truth::False,
                }
            }
        }
    }

    /// The same formula over other leaves. The second argument of `leaf` is as in [`Expr::value`].
    pub fn map<'a, M>(&'a self, leaf: &mut impl FnMut(&'a L, bool) -> M) -> Expr<M> {
        self.map_under(false, leaf)
    }

    fn map_under<'a, M>(&'a self, negated: bool, leaf: &mut impl FnMut(&'a L, bool) -> M) -> Expr<M> {
        let mut all = |of: &'a [Self]| of.iter().map(|e| e.map_under(negated, leaf)).collect();
        match self {
            Self::All(of) => Expr::All(all(of)),
            Self::AtLeast(n, of) => Expr::AtLeast(*n, all(of)),
            Self::Leaf(l) => Expr::Leaf(leaf(l, negated)),
            Self::Not(inner) => Expr::Not(Box::new(inner.map_under(!negated, leaf))),
        }
    }

    /// The leaves that are responsible for the formula's value: those that have it, on branches that have it. Another value
    /// of one of them could change it.
    pub fn responsible<'a>(&'a self, value: &mut impl FnMut(&L, bool) -> Truth) -> Vec<&'a L> {
        let mut found = Vec::new();
        self.responsible_under(false, self.value(value), value, &mut found);
        found
    }

    fn responsible_under<'a>(
        &'a self,
        negated: bool,
        target: Truth,
        value: &mut impl FnMut(&L, bool) -> Truth,
        found: &mut Vec<&'a L>,
    ) {
        match self {
            Self::Leaf(l) => found.push(l),
            Self::Not(inner) => inner.responsible_under(!negated, !target, value, found),
            Self::All(of) | Self::AtLeast(_, of) => {
                for e in of {
                    if e.value_under(negated, value) == target {
                        e.responsible_under(negated, target, value, found);
                    }
                }
            }
        }
    }

    /// Of the leaves that are responsible for an unknown value, those that are nearest to making it true: where alternatives of which
    /// something is `seen` would do, the others are left out.
    pub fn lacking<'a>(
        &'a self,
        value: &mut impl FnMut(&L, bool) -> Truth,
        seen: &mut impl FnMut(&L) -> bool,
    ) -> Vec<&'a L> {
        let mut found = Vec::new();
        self.lacking_under(false, value, seen, &mut found);
        found
    }

    fn lacking_under<'a>(
        &'a self,
        negated: bool,
        value: &mut impl FnMut(&L, bool) -> Truth,
        seen: &mut impl FnMut(&L) -> bool,
        found: &mut Vec<&'a L>,
    ) {
        match self {
            Self::Leaf(l) => found.push(l),
            Self::Not(inner) => inner.lacking_under(!negated, value, seen, found),
            Self::All(of) | Self::AtLeast(_, of) => {
                let values: Vec<Truth> = of.iter().map(|e| e.value_under(negated, value)).collect();
                let unknown = of.iter().zip(&values).filter(|(_, value)| **value == Truth::Unknown);
                let unknown: Vec<(&Self, bool)> = unknown.map(|(e, _)| (e, e.any_leaf(seen))).collect();
                let needed = match self {
                    Self::AtLeast(n, _) if !negated => (*n as usize)
                        .saturating_sub(values.iter().filter(|value| **value == Truth::True).count()),
                    _ => unknown.len(),
                };
                let enough = unknown.iter().filter(|(_, seen)| *seen).count() >= needed;
                for (e, _) in unknown.into_iter().filter(|(_, seen)| *seen || !enough) {
                    e.lacking_under(negated, value, seen, found);
                }
            }
        }
    }

    fn any_leaf(&self, is: &mut impl FnMut(&L) -> bool) -> bool {
        match self {
            Self::Leaf(l) => is(l),
            Self::Not(inner) => inner.any_leaf(is),
            Self::All(of) | Self::AtLeast(_, of) => of.iter().any(|e| e.any_leaf(is)),
        }
    }

    /// All leaves, in order, each with whether it stands under an odd number of negations.
    pub fn for_each_leaf<'a>(&'a self, visit: &mut impl FnMut(&'a L, bool)) {
        self.visit_under(false, visit);
    }

    fn visit_under<'a>(&'a self, negated: bool, visit: &mut impl FnMut(&'a L, bool)) {
        match self {
            Self::Leaf(l) => visit(l, negated),
            Self::Not(inner) => inner.visit_under(!negated, visit),
            Self::All(of) | Self::AtLeast(_, of) => of.iter().for_each(|e| e.visit_under(negated, visit)),
        }
    }
}

impl<L> Expr<Option<L>> {
    /// The formula, when there is a leaf in every place.
    pub(crate) fn transposed(self) -> Option<Expr<L>> {
        let all = |of: Vec<Self>| of.into_iter().map(Self::transposed).collect::<Option<Vec<_>>>();
        Some(match self {
            Self::Leaf(leaf) => Expr::Leaf(leaf?),
            Self::All(of) => Expr::All(all(of)?),
            Self::AtLeast(n, of) => Expr::AtLeast(n, all(of)?),
            Self::Not(inner) => Expr::Not(Box::new(inner.transposed()?)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{False as F, True as T, Unknown as U};

    fn value(expr: &Expr<Truth>) -> Truth {
        expr.value(&mut |&leaf, _| leaf)
    }

    #[test]
    fn connectives_follow_kleenes_tables() {
        let leaf = Expr::Leaf;
        for (a, b, and, or) in
            [(T, T, T, T), (T, U, U, T), (T, F, F, T), (U, U, U, U), (U, F, F, U), (F, F, F, F)]
        {
            for (a, b) in [(a, b), (b, a)] {
                assert_eq!(value(&Expr::All(vec![leaf(a), leaf(b)])), and);
                assert_eq!(value(&Expr::any(vec![leaf(a), leaf(b)])), or);
            }
        }
        assert_eq!([!T, !U, !F], [F, U, T]);
    }

    #[test]
    fn at_least_counts_what_may_still_turn_out_true() {
        let of = |values: &[Truth]| Expr::AtLeast(2, values.iter().map(|&v| Expr::Leaf(v)).collect());
        assert_eq!(value(&of(&[T, F, T])), T);
        assert_eq!(value(&of(&[T, U, F])), U);
        assert_eq!(value(&of(&[T, F, F])), F);
    }

    #[test]
    fn the_leaves_that_decide_are_found() {
        let leaf = Expr::Leaf;
        let not = |e| Expr::Not(Box::new(e));
        let decide = |e: &Expr<(char, Truth)>| -> String {
            e.responsible(&mut |&(_, value), _| value).iter().map(|(name, _)| *name).collect()
        };
        let a_and_b = Expr::All(vec![leaf(('a', T)), leaf(('b', F)), not(leaf(('c', T)))]);
        assert_eq!(decide(&a_and_b), "bc");
        let a_or_b =
            Expr::any(vec![leaf(('a', U)), Expr::All(vec![leaf(('b', T)), leaf(('c', U))]), leaf(('d', F))]);
        assert_eq!(decide(&a_or_b), "ac");
    }

    #[test]
    fn leaves_know_whether_they_are_negated() {
        let expr = Expr::All(vec![Expr::Leaf('a'), Expr::Not(Box::new(Expr::any(vec![Expr::Leaf('b')])))]);
        let mut seen = Vec::new();
        expr.for_each_leaf(&mut |&l, negated| seen.push((l, negated)));
        assert_eq!(seen, [('a', false), ('b', true)]);
    }
}
