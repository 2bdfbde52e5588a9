/** A container image as written, taken apart: "host:5000/name:tag@sha256:…". */
export function imageParts(reference: string): { readonly name: string; readonly tag: string | null } {
  const [plain = ''] = reference.split('@');
  const slash = plain.lastIndexOf('/');
  const colon = plain.indexOf(':', slash + 1);
  return colon < 0 ? { name: plain, tag: null } : { name: plain.slice(0, colon), tag: plain.slice(colon + 1) || null };
}
