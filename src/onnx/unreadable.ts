/** The file is no ONNX model, or a damaged one. The message is one sentence for the user: what is wrong, where, and what to do. */
export class UnreadableModel extends Error {
  constructor(
    message: string,
    /** Offset of the fault in the file. */
    readonly at: number,
  ) {
    super(message);
    this.name = 'UnreadableModel';
  }
}
