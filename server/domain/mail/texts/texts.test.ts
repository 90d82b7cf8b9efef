import { describe, expect, it } from 'vitest'
import { mailLanguages } from '#contracts/mail/kinds.ts'
import { changeText, mailTexts, validityText } from './index.ts'
import { factorChanges } from './template-text.ts'

const hourMs = 3_600_000

describe('The texts of a mail', () => {
  it.each([
    ['en', 0.5 * hourMs, '1 hour'],
    ['en', 47 * hourMs, '47 hours'],
    ['en', 72 * hourMs, '3 days'],
    ['de', 1 * hourMs, '1 Stunde'],
    ['de', 71 * hourMs, '2 Tage'],
  ] as const)('say how long a link is valid (%s, %d ms): %s', (language, ms, text) => {
    expect(validityText(language, ms)).toBe(text)
  })

  it.each(mailLanguages)('have a different sentence for each change of second factors (%s)', (language) => {
    const sentences = factorChanges.map((change) => changeText(language, change))
    expect(new Set(sentences).size).toBe(factorChanges.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.* .*\.$/u)
  })

  it.each(mailLanguages)('ask for an overdue amount also if the customer has no hosting (%s)', (language) => {
    for (const kind of ['payment-reminder', 'payment-overdue'] as const)
      expect(Object.values(mailTexts[language].templates[kind]).join()).not.toMatch(/hosting/i)
  })

  it('keep the sentence of a mail that an earlier release wrote', () => {
    expect(changeText('de', 'A passkey was added.')).toBe('A passkey was added.')
  })
})
