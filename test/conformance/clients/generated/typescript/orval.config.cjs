// The fetch client of orval has the URL of the server in its code.
module.exports = {
  graph: {
    input: 'generated/openapi.json',
    output: { target: 'generated/orval.ts', client: 'fetch', baseUrl: `${process.env.STANDIN_URL}/v1.0` },
  },
};
