import { GIB } from '../routes/memory';

/** "9.6", of bytes in GiB; small ones with two digits. */
export function gib(bytes: number): string {
  const size = bytes / GIB;
  return size >= 100
    ? String(Math.round(size))
    : size >= 0.1 || size === 0
      ? trimmed(size.toFixed(1))
      : trimmed(size.toFixed(2));
}

/** "9.6 of 24 GiB". What fills all but the last tenth is not rounded up to the whole. */
export function share(need: number, has: number): string {
  const words = gib(need);
  const exceeds = need > has && Number(words) <= has / GIB;
  return `${exceeds ? `just over ${gib(has)}` : words} of ${gib(has)} GiB`;
}

function trimmed(number: string): string {
  return String(Number(number));
}

/** "131 GiB", "12 MiB", "4 KiB". */
export function sizeWords(bytes: number): string {
  if (bytes >= 0.1 * GIB) return `${gib(bytes)} GiB`;
  return bytes >= 1024 ** 2 ? `${Math.round(bytes / 1024 ** 2)} MiB` : `${Math.ceil(bytes / 1024)} KiB`;
}
