// A shorter text, for example the number of another billing system, is part of a long reference by chance.
const shortestPart = 8
// The beginning is the same in all our references, and no one else's reference begins like that.
const shortestBeginning = 4

const reduced = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/**
 * Returns whether `found` is `reference` as a panel may have changed it: truncated at the length of its
 * column, in another case, without its separators, or with an addition. A different whole reference is not.
 */
export function isChangedReference(found: string, reference: string): boolean {
  if (found === reference) return false
  const [short, long] = [reduced(found), reduced(reference)].sort((a, b) => a.length - b.length)
  if (short === undefined || long === undefined) return false
  if (long.startsWith(short)) return short.length >= shortestBeginning
  return short.length >= shortestPart && long.includes(short)
}
