import { expect, test } from 'vitest'
import type { TextRule } from './schemas.ts'
import { problemOfText } from './text-rule.ts'

const rule: TextRule = {
  minLength: 3,
  maxLength: 6,
  pattern: '[a-z]+|[0-9]+',
  mismatch: 'Name may hold only letters, or only digits.',
  help: 'Letters or digits.',
}
const anyText = { ...rule, pattern: null, mismatch: null }

test.each([
  ['abc', null],
  ['123', null],
  ['ab', 'too_small'],
  ['abcdefg', 'too_big'],
  ['abc1', 'invalid_format'],
  ['abc\n', 'invalid_format'],
])('checks length and the whole pattern of %j', (value, code) => {
  expect(problemOfText(rule, 'Name', value)?.code ?? null).toBe(code)
})

test.each(['abc\u0000', 'abc\ud800', 'a\nbc'])('refuses %j even without a pattern', (value) => {
  expect(problemOfText(anyText, 'Name', value)).toEqual({
    code: 'custom',
    message: 'Name contains characters that cannot be typed on a sign-in form.',
  })
})

test('names the field and the numbers of the rule in messages', () => {
  expect(problemOfText(rule, 'Name', 'ab')?.message).toBe('Name needs at least 3 characters.')
  expect(problemOfText(rule, 'Name', 'abcdefg')?.message).toBe('Name can have at most 6 characters.')
  expect(problemOfText(rule, 'Name', '!!!')?.message).toBe(rule.mismatch)
  expect(problemOfText({ ...rule, mismatch: null }, 'Name', '!!!')?.message).toBe(
    'Name is not valid. Letters or digits.',
  )
})
