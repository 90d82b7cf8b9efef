// A shorter text, for example the number of another billing system, is part of a long reference by chance.
const shortest = 8

const reduced = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/**
 * Returns whether `found` is `reference` as a panel may have changed it: truncated at the length of its
 * column, in another case, without its separators, or with an addition. A different whole reference is not.
 */
export function isChangedReference(found: string, reference: string): boolean {
  if (found === reference) return false
  const [short, long] = [reduced(found), reduced(reference)].sort((a, b) => a.length - b.length)
  return short !== undefined && long !== undefined && short.length >= shortest && long.includes(short)
}
