/** Neighbours that belong together, and pieces of a size: what carousels are made of. */

/** Cuts a list wherever the key changes. */
export function runs<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found: T[][] = []
  for (const item of items) {
    const last = found.at(-1)
    if (last && keyOf(last[0]!) === keyOf(item)) last.push(item)
    else found.push([item])
  }
  return found
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size))
}
