import { expect, test } from 'vitest'
import { generatePassword } from '#contracts/password-generator.ts'
import { loadPasswordStrength } from './password-strength.ts'

test('rates common passwords as weak and a generated one as strong', async () => {
  const estimate = await loadPasswordStrength()
  expect(estimate('Password1!', []).score).toBeLessThan(2)
  expect(estimate('Password1!', []).advice).not.toBe('')
  expect(estimate(generatePassword(), [])).toEqual({ score: 4, advice: '' })
  expect(estimate('x'.repeat(128), []).score).toBeLessThan(3)
})

test('rates a password with the user’s name as weak', async () => {
  const estimate = await loadPasswordStrength()
  const known = ['barnaby.wainwright', 'Wainwright']
  expect(estimate('barnaby.wainwright', known).score).toBe(0)
  expect(estimate('barnaby.wainwright', []).score).toBeGreaterThan(0)
})
