import type { RelativePath } from '../../model/host';

/** `.onnx`, packed or not, and `.ort`: ONNX Runtime's own format, which is named but not read. */
const MODEL_NAME = /\.(?:ort|onnx(?:\.(?:gz|zip|xz|bz2|zst|7z))?)$/i;

/** Whether a file is an ONNX model by its name. Files of external data (`.onnx.data`, `.onnx_data`) are none. */
export function matchesOnnx(path: RelativePath): boolean {
  return MODEL_NAME.test(path);
}
