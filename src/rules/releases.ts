/** Order of two SDK releases of any number of parts; negative where `a` is older. */
export function compareReleases(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = Number(left[i] ?? 0) - Number(right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** "2.33.1" without its patch number. */
export function minor(sdk: string): string {
  return sdk.split('.').slice(0, 2).join('.');
}
