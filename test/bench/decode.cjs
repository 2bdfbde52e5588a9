// Decodes a whole model with onnx-proto, as readers in JavaScript do: `decode.cjs FILE`.
const { readFileSync } = require('node:fs');
const { onnx } = require('onnx-proto');

const { graph } = onnx.ModelProto.decode(readFileSync(process.argv[2]));
if (graph.node.length === 0) process.exitCode = 1;
