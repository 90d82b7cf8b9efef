import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { settingsDoc } from './settings-doc.ts'

it('docs/settings.md matches the schema; if it does not, run write-settings-doc.ts', () => {
  const page = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8')
  expect(page).toBe(settingsDoc())
})
