export interface PageSpace {
  /** Height for rows on the first page, below its head. */
  readonly first: number
  /** Height for rows on each other page. */
  readonly other: number
  /** Height of the part after the last row: totals and payment. */
  readonly end: number
}

/**
 * Divides rows over pages, in order. The end part is on the last page, together with the last row: totals are never
 * alone on a page. A row higher than a page gets a page of its own.
 * @returns the number of rows of each page
 */
export function paginate(heights: readonly number[], { first, other, end }: PageSpace): number[] {
  const pages: number[] = [0]
  let left = first
  for (const [index, height] of heights.entries()) {
    const needed = index === heights.length - 1 ? height + end : height
    const isEmpty = pages.at(-1) === 0 && pages.length > 1
    if (needed > left && !isEmpty) {
      pages.push(0)
      left = other
    }
    pages[pages.length - 1] = (pages.at(-1) ?? 0) + 1
    left -= height
  }
  return pages
}
