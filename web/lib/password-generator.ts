import { randomBelow } from './random.ts'

// Without characters that are easily misread (0 O o, 1 I l), and without signs
// with a meaning in shells, URLs and panels (quotes, backslash, $, &, <, >, space).
const classes = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@#%*-_+=?'] as const
const letters = classes[0] + classes[1]
const all = classes.join('')

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
