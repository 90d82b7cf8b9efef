import { describe, expect, it, test } from 'vitest'
import { emailAddress, lineOfText, pageCursor, requiredLineOfText, searchWords } from './text.ts'

const email = emailAddress()
const messageOf = (value: unknown) => email.safeParse(value).error?.issues[0]?.message
const general = 'Email is not a valid address. Write it like name@example.com.'

describe('An email address', () => {
  it.each([
    'r&d@example.com',
    'sales/eu@example.com',
    "o'neill+{tag}=x@example.com",
    '!#$%*?^_`|~@example.com',
    'a@b.co',
    'ada@sub-domain.example.co.uk',
    'ada@1and1.example',
    'ada@xn--e1afmkfd.xn--p1ai',
    'ada@xn--mller-kva.de',
    `${'a'.repeat(64)}@example.com`,
    `ada@${'a'.repeat(63)}.example`,
  ])('may be %s', (address) => {
    expect(email.parse(address)).toBe(address)
  })

  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    [' ada@example.com\n', 'ada@example.com'],
    ['\u00a0ada@example.com\u3000', 'ada@example.com'],
    ['ada@example.com\u200b', 'ada@example.com'],
    ['\ufeffada@exam\u00adple.com', 'ada@example.com'],
    ['\u202aada@example.com\u202c', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['MailTo:ada@example.com?subject=Hello', 'ada@example.com'],
    ['Ada <ada@example.com>', 'ada@example.com'],
    ['"Lovelace, Ada" <ada@example.com>;', 'ada@example.com'],
    ['<mailto:ada@example.com>', 'ada@example.com'],
    ['ada@example.com;', 'ada@example.com'],
    ['ada@example.com, ', 'ada@example.com'],
    ['ada@example.com.', 'ada@example.com'],
    ['"ada@example.com"', 'ada@example.com'],
  ])('is reduced to the address: %j', (pasted, address) => {
    expect(email.parse(pasted)).toBe(address)
  })

  it.each([
    [`${'a'.repeat(65)}@example.com`, 'Email can have at most 64 characters before the “@”.'],
    [
      'ada@müller.example',
      'Email has a domain with letters other than a to z. Write it as ada@xn--mller-kva.example.',
    ],
    [
      'ada@пример.рф',
      'Email has a domain with letters other than a to z. Write it as ada@xn--e1afmkfd.xn--p1ai.',
    ],
    ['jürgen@example.com', 'Email contains “ü” before the “@”. Remove it.'],
    ['ada lovelace@example.com', 'Email contains a space before the “@”. Remove it.'],
    ['a,b@example.com', 'Email contains “,” before the “@”. Remove it.'],
    ['ada(work)@example.com', 'Email contains “(” before the “@”. Remove it.'],
    ['ada@exam_ple.com', 'Email contains “_” after the “@”. Remove it.'],
    ['ada@example.com/path', 'Email contains “/” after the “@”. Remove it.'],
    ['ada@example.com, bob@example.com', 'Email can contain only one address.'],
    ['ada@example.com;bob@example.com', 'Email can contain only one address.'],
    ['ada@@example.com', 'Email contains more than one “@”. Write it like name@example.com.'],
    [
      '.ada@example.com',
      'Email has too many dots before the “@”. Each dot must be between two other characters.',
    ],
    [
      'ada..l@example.com',
      'Email has too many dots before the “@”. Each dot must be between two other characters.',
    ],
    ['ada', general],
    ['@example.com', general],
    ['ada@localhost', general],
    ['ada@-example.com', general],
    ['ada@example-.com', general],
    ['ada@example..com', general],
    ['ada@192.168.0.1', general],
    ['ada@xn--a.xn--', general],
    [`ada@${'a'.repeat(64)}.example`, general],
    ['\u200b', 'Email is required.'],
    ['', 'Email is required.'],
    [undefined, 'Email is required.'],
    [5, 'Email must be text.'],
    [
      `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(10)}.com`,
      'Email can have at most 254 characters.',
    ],
  ])('is refused with the reason: %j', (value, message) => {
    expect(messageOf(value)).toBe(message)
  })
})

describe('A line of text', () => {
  it.each([
    '\u200b',
    ' \u200d\ufeff ',
    '\u2060',
    '\u3164',
    '\u115f\u1160',
    '\u2800',
    '\u00ad',
    '\u034f',
    '\ufe0f',
    '\u{e0020}',
  ])('without visible characters is missing: %j', (value) => {
    expect(requiredLineOfText('Full Name', { max: 200 }).safeParse(value).error?.issues[0]?.message).toBe(
      'Full Name is required.',
    )
    expect(lineOfText('Company Name', { max: 200 }).parse(value)).toBe('')
  })

  it.each([
    '👩‍👩‍👧',
    'می‌خواهم',
    'Ada ❤️',
    '한',
  ])('keeps the invisible characters that letters and emoji need: %s', (value) => {
    expect(requiredLineOfText('Full Name', { max: 200 }).parse(value)).toBe(value)
  })
})

test('reads a long run of separators in linear time', () => {
  const startedAt = performance.now()
  expect(messageOf(`${','.repeat(60_000)}x`)).toBe('Email can have at most 254 characters.')
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('treats white space between words of a search as one space', () => {
  const search = searchWords('search', { max: 200 })
  for (const typed of [
    'ada\tlovelace',
    'ada\r\nlovelace',
    ' ada \u00a0 lovelace\n',
    'ada\u2028lovelace',
    'ada\vlovelace',
  ])
    expect(search.parse(typed)).toBe('ada lovelace')
  expect(search.safeParse('ada\u0000').success).toBe(false)
})

test('accepts a cursor as long as the longest name makes it', () => {
  const cursor = Buffer.from(
    JSON.stringify(['customers fullName', '"'.repeat(200) + '👩'.repeat(400), 'x'.repeat(36)]),
  )
  expect(pageCursor.safeParse(cursor.toString('base64url')).success).toBe(true)
  expect(pageCursor.safeParse('x'.repeat(8001)).success).toBe(false)
})
