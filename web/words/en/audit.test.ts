import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { audit } from './audit.ts'

const server = fileURLToPath(new URL('../../../server/', import.meta.url))

it('has a text for every action that the server records', () => {
  const actions = globSync('**/*.ts', { cwd: server, exclude: ['**/*.test.ts'] }).flatMap((file) =>
    [...readFileSync(`${server}${file}`, 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g)].map(
      ([, action]) => action ?? '',
    ),
  )
  expect(actions.length).toBeGreaterThan(50)
  expect(actions.filter((action) => audit.action(action) === action)).toEqual([])
})
