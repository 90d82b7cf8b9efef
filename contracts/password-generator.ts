// Without characters that are easily misread (0 O o, 1 I l), and without signs
// with a meaning in shells, URLs and panels (quotes, backslash, $, &, <, >, space).
const classes = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@#%*-_+=?'] as const
const letters = classes[0] + classes[1]
const all = classes.join('')

/** A whole number from 0 up to, not including, `limit` (at most 256), without modulo bias. */
function randomBelow(limit: number): number {
  const bound = 256 - (256 % limit)
  const byte = new Uint8Array(1)
  do crypto.getRandomValues(byte)
  while ((byte[0] ?? 255) >= bound)
  return (byte[0] ?? 0) % limit
}

const pick = (from: string) => from.charAt(randomBelow(from.length))

/** Returns a password of `length` characters (at least 8, default 20) with every class, a letter first. */
export function generatePassword(length = 20): string {
  const rest = [...classes.map(pick), ...Array.from({ length: length - 1 - classes.length }, () => pick(all))]
  for (let i = rest.length - 1; i > 0; i--) {
    const j = randomBelow(i + 1)
    const [a = '', b = ''] = [rest[i], rest[j]]
    rest[i] = b
    rest[j] = a
  }
  return pick(letters) + rest.join('')
}
