import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faultMatrixPage } from './page.ts'

it('docs/fault-matrix.md matches the tables; if it does not, run write-page.ts', () => {
  const page = readFileSync(new URL('../../docs/fault-matrix.md', import.meta.url), 'utf8')
  expect(page).toBe(faultMatrixPage())
})
