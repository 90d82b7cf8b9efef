import { randomBytes } from 'node:crypto'
import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, it } from 'vitest'
import { whyGuessable } from './guessable.ts'

const owner = ['anna.smith@acme.example', 'Anna Smith', 'Acme Web Ltd', 'panel.hosters.example']

describe('A password is refused', () => {
  it('if it is one of the 10,000 most common ones, in any case', async () => {
    const common = dictionary['passwords-common'].slice(0, 10_000).map(String)
    const long = common.filter((word) => word.length >= 8)
    expect(long.length).toBeGreaterThan(3000)
    for (const word of long)
      for (const spelling of [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)])
        expect([spelling, await whyGuessable(spelling, [])]).not.toEqual([spelling, null])
  })

  it.each([
    ['Password1!', 'common'],
    ['P@ssw0rd', 'common'],
    ['  password  ', 'common'],
    ['ｐａｓｓｗｏｒｄ', 'common'],
    ['passwordpassword', 'common'],
    ['letmein2026', 'common'],
    ['123password!', 'common'],
    ['aaaaaaaaaaaa', 'pattern'],
    ['ababababab', 'pattern'],
    ['abcdefghijkl', 'pattern'],
    ['zyxwvutsrqpo', 'pattern'],
    ['234567890123', 'pattern'],
    ['poiuytrewqlkj', 'pattern'],
    ['anna.smith', 'context'],
    ['AnnaSmith2026', 'context'],
    ['4nn4sm1th!', 'context'],
    ['Acme-Web-1', 'context'],
    ['hosters.1234', 'context'],
    ['nextpanel', 'context'],
    ['NextPanel-Billing-1', 'context'],
    ['billing password', 'context'],
  ])('%s: %s', async (password, reason) => {
    expect(await whyGuessable(password, owner)).toBe(reason)
  })
})

describe('A password is accepted', () => {
  it.each([
    'correct horse battery',
    'Tr0ub4dor&3-x',
    'anna likes 7 purple ducks',
    'summer-9vK2#qLm',
    'правильный пароль лошадь',
    '🦆🐎🔋🧷🪐🧊🪴🧭',
  ])('%s', async (password) => {
    expect(await whyGuessable(password, owner)).toBeNull()
  })

  it('if it is random', async () => {
    for (let n = 0; n < 5000; n++) {
      const password = randomBytes(12).toString('base64')
      expect([password, await whyGuessable(password, owner)]).toEqual([password, null])
    }
  })
})
