import { expect, test } from 'vitest'
import { newPassword } from '#contracts/text.ts'
import { generatePassword } from './password-generator.ts'

const many = Array.from({ length: 300 }, () => generatePassword())

test('a generated password has 20 characters, a letter first and every class', () => {
  for (const password of many) {
    expect(password).toHaveLength(20)
    expect(password).toMatch(/^[a-zA-Z]/)
    for (const needed of [/[a-z]/, /[A-Z]/, /[2-9]/, /[!@#%*\-_+=?]/]) expect(password).toMatch(needed)
  }
})

test('a generated password holds nothing that is easily misread or breaks a shell', () => {
  expect(many.join('')).not.toMatch(/[0O1Il|'"`\\$&<>\s]/)
})

test('no two generated passwords are the same and each passes the form', () => {
  expect(new Set(many).size).toBe(many.length)
  for (const password of many) expect(newPassword().safeParse(password).success).toBe(true)
})
