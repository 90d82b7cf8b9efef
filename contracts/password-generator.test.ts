import { expect, test } from 'vitest'
import { newPassword } from '#contracts/text.ts'
import { generatePassword } from './password-generator.ts'

const many = Array.from({ length: 300 }, () => generatePassword())

test('generates 20 characters of every class, a letter first', () => {
  for (const password of many) {
    expect(password).toHaveLength(20)
    expect(password).toMatch(/^[a-zA-Z]/)
    for (const needed of [/[a-z]/, /[A-Z]/, /[2-9]/, /[!@#%*\-_+=?]/]) expect(password).toMatch(needed)
  }
})

test('generates no characters that are easily misread or that shells interpret', () => {
  expect(many.join('')).not.toMatch(/[0O1Il|'"`\\$&<>\s]/)
})

test('generates different passwords that the form accepts', () => {
  expect(new Set(many).size).toBe(many.length)
  for (const password of many) expect(newPassword().safeParse(password).success).toBe(true)
})
