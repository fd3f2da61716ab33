/** The bytes at an address. Fails with an error that says which address, and what came instead. */
export const load = async (address) => {
  let response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw new Error(`${address} could not be fetched (${error.message})`);
  }
  if (!response.ok) throw new Error(`${address} could not be fetched: ${response.status} ${response.statusText}`);
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new Error(`${address} is a web page: the server has no such file and sent something else`);
  }
  return response.arrayBuffer();
};
