import { randomBelow } from './random.ts'

// Without what is mistaken for something else when read aloud or from paper (0 O o, 1 I l), and without signs
// that shells, URLs and panels trip over (quotes, backslash, $, &, <, >, space).
const classes = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@#%*-_+=?'] as const
const letters = classes[0] + classes[1]
const all = classes.join('')

const pick = (from: string) => from.charAt(randomBelow(from.length))

/** A password of `length` characters (8 or more; 20 unless told) with every class, starting with a letter. */
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
