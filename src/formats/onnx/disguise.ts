/** What a file that is no ONNX model is instead, by how it begins. */

/** Bytes from the beginning that {@link disguise} looks at. */
export const DISGUISE_BYTES = 1024;

/**
 * One sentence that names the file's true format and says what to do; null where the bytes say nothing.
 *
 * @param head The first {@link DISGUISE_BYTES} bytes, or all of a shorter file.
 * @param size Bytes of the whole file.
 */
export function disguise(head: Uint8Array, size: number): string | null {
  if (size === 0) return 'The file is empty: the download or export failed; repeat it.';
  return byMagic(head) ?? bySafetensorsHeader(head, size) ?? byText(head) ?? byZeros(head);
}

/** Offset, signature (one character a byte), sentence. */
const SIGNATURES: readonly (readonly [number, string, string])[] = [
  [0, '\x1f\x8b', compressed('gzip', 'gunzip')],
  [0, 'BZh', compressed('bzip2', 'bunzip2')],
  [0, '\xfd7zXZ\0', compressed('xz', 'unxz')],
  [0, '\x28\xb5\x2f\xfd', compressed('Zstandard', 'unzstd')],
  [0, '7z\xbc\xaf\x27\x1c', 'This is a 7-Zip archive, not an ONNX model: unpack it and audit the model inside.'],
  [
    0,
    'PK\x03\x04',
    'This is a zip archive (PyTorch saves such files too), not an ONNX model: unpack it and audit the model inside, or export to ONNX.',
  ],
  [0, 'PK\x05\x06', 'This is an empty zip archive, not an ONNX model: export or download the model again.'],
  [257, 'ustar', 'This is a tar archive, not an ONNX model: unpack it and audit the model inside.'],
  [
    4,
    'ORTM',
    'This is an ORT flatbuffer (ONNX Runtime format), which is made from an ONNX model and is not read: audit the ONNX model that it was made from.',
  ],
  [4, 'TFL3', other('a TensorFlow Lite model')],
  [0, 'GGUF', other('a GGUF model')],
  [0, '\x89HDF\r\n\x1a\n', other('an HDF5 file (Keras saves such)')],
  [0, '\x93NUMPY', other('a NumPy array')],
  [0, '\x80\x02', other('a Python pickle (PyTorch saved such)')],
  [0, '\x80\x03', other('a Python pickle')],
  [0, '\x80\x04', other('a Python pickle')],
  [0, '%PDF-', other('a PDF document')],
  [0, '\x7fELF', other('a program for Linux')],
  [0, 'ftrt', other('a TensorRT engine')],
];

function compressed(format: string, tool: string): string {
  return `This file is compressed with ${format}: unpack it (${tool}) and audit the model inside.`;
}

function other(what: string): string {
  return `This is ${what}, not an ONNX model: export the model to ONNX.`;
}

function byMagic(head: Uint8Array): string | null {
  const found = SIGNATURES.find(([offset, signature]) =>
    [...signature].every((character, i) => head[offset + i] === character.charCodeAt(0)),
  );
  return found?.[2] ?? null;
}

/** A length of 8 bytes, then a JSON object of that length. Source: huggingface/safetensors, "Format". */
function bySafetensorsHeader(head: Uint8Array, size: number): string | null {
  if (head.length < 9 || head[8] !== 0x7b) return null;
  const view = new DataView(head.buffer, head.byteOffset, 8);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 0x1_0000_0000;
  return length >= 2 && length <= size - 8 ? other('a safetensors file, weights without a graph') : null;
}

const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v\d/;

/** Beginnings of text, without white space before them. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    /^<(?:!doctype html|html|head|body)\b/i,
    'This is an HTML page, not an ONNX model (often the error or login page of a download): download the model again.',
  ],
  [/^<\?xml\b/i, 'This is an XML file, not an ONNX model: export or download the model again.'],
  [/^[{[]/, 'This is JSON text, not a binary ONNX model: export the model to the binary format.'],
  [
    /^(?:ir_version|producer_name|opset_import|graph|model_version|domain|doc_string)\s*[:{]/,
    'This is an ONNX model in the protobuf text format: convert it to the binary format with onnx.load and onnx.save.',
  ],
  [
    /^#|^import |^from /,
    'This is a text file (a script, it seems), not an ONNX model: export or download the model again.',
  ],
];

function byText(head: Uint8Array): string | null {
  const text = new TextDecoder().decode(head, { stream: true }).trimStart();
  if (LFS_POINTER.test(text)) return lfsSentence(text);
  const found = TEXTS.find(([beginning]) => beginning.test(text));
  if (found !== undefined) return found[1];
  return isPlainText(text) ? 'This is a text file, not an ONNX model: export or download the model again.' : null;
}

/** Source: git-lfs/git-lfs, docs/spec.md, "The Pointer". */
function lfsSentence(text: string): string {
  const size = /^size (\d{1,19})$/m.exec(text)?.[1];
  const bytes = size === undefined ? '' : ` (${size} bytes)`;
  return `This is a Git LFS pointer; the model itself${bytes} was not fetched: run "git lfs pull" and audit again.`;
}

/** No control characters but white space, and nothing that is no UTF-8. */
function isPlainText(text: string): boolean {
  if (text.length < 4) return false;
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code === 0xfffd || code === 0x7f || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)) return false;
  }
  return true;
}

function byZeros(head: Uint8Array): string | null {
  return head.every((byte) => byte === 0)
    ? 'The file begins with nothing but zeros, so a download or copy did not finish: fetch it again.'
    : null;
}
