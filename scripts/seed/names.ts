const given = [
  'Ada',
  'Alan',
  'Amina',
  'Anders',
  'Anjali',
  'Anna',
  'Beatriz',
  'Björn',
  'Carlos',
  'Chiara',
  'Chloé',
  'Daniel',
  'Deniz',
  'Elena',
  'Emil',
  'Fatima',
  'Finn',
  'Frédéric',
  'Giulia',
  'Grace',
  'Hana',
  'Ingrid',
  'Ivan',
  'Jana',
  'Jean',
  'João',
  'Jürgen',
  'Kofi',
  'Lars',
  'Leila',
  'Łukasz',
  'Maja',
  'Marek',
  'Mei',
  'Miguel',
  'Nadia',
  'Noah',
  'Olga',
  'Omar',
  'Paula',
  'Priya',
  'Rosa',
  'Saoirse',
  'Sofia',
  'Søren',
  'Tomáš',
  'Uma',
  'Viktor',
  'Yusuf',
  'Zoë',
] as const
const family = [
  'Almeida',
  'Andersson',
  'Bauer',
  'Becker',
  'Bianchi',
  'Çelik',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Horváth',
  'Ibrahim',
  'Jansen',
  'Kaya',
  'Khan',
  'Kim',
  'Kowalska',
  'Lefèvre',
  'Lindqvist',
  'Mensah',
  'Moreau',
  'Müller',
  'Nakamura',
  'Novák',
  'Nguyen',
  'O’Brien',
  'Okafor',
  'Olsen',
  'Patel',
  'Petrov',
  'Quinn',
  'Rossi',
  'Schmidt',
  'Silva',
  'Svoboda',
  'Tanaka',
  'Ünal',
  'Vargas',
  'Weber',
  'Wójcik',
  'Yamada',
  'Zhang',
] as const
/** Names that lists must display: other scripts, right to left, very long, symbols. */
const odd = [
  '山田 太郎',
  '김민준',
  'Жанна Орлова',
  'محمد الحسن',
  'דנה לוי',
  'Ελένη Παπαδοπούλου',
  'สมชาย ใจดี',
  'अनीता शर्मा',
  'Nguyễn Thị Minh Khai',
  "D'Angelo <b>Jr.</b>",
  'Zoë 🌿 Ångström',
  'Maria Guadalupe Fernández de la Vega y Montoya del Castillo de los Ríos Hermanos',
] as const
const trades = [
  'Bakery',
  'Studio',
  'Dental',
  'Logistics',
  'Consulting',
  'Garden',
  'Media',
  'Bikes',
  'Travel',
  'Yoga',
  'Architects',
  'Law',
] as const
const forms = ['Ltd', 'GmbH', 'S.A.', 'AB', 'B.V.', 'Inc', 'z o.o.', 'e.K.'] as const

const pick = <T>(list: readonly [T, ...T[]], at: number): T => list[at % list.length] ?? list[0]

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replace(/[^a-z]/g, '')

export interface SampleName {
  fullName: string
  companyName: string | null
  /** Letters and digits, unique: email prefix and hosting username. */
  handle: string
}

/** The same name for the same number. No two share a handle. */
export function sampleName(number: number): SampleName {
  // Steps without a common divisor with the lists, so that neighbors differ in both names.
  const first = pick(given, number * 7)
  const last = pick(family, number * 13 + Math.floor(number / 50))
  const oddName = number % 41 === 40 ? pick(odd, Math.floor(number / 41)) : null
  const company = `${last} ${pick(trades, number * 5)} ${pick(forms, number * 3)}`
  return {
    fullName: oddName ?? `${first} ${last}`,
    companyName: number % 5 < 2 ? company : null,
    handle: `${plain(first).slice(0, 6)}${plain(last).slice(0, 5)}${number}`.slice(0, 16),
  }
}
