import { test } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.describe.configure({ timeout: 600_000 })

const lists = [
  ['home', '/'],
  ['customers', '/customers'],
  ['imports', '/imports'],
  ['server', '/server'],
  ['operations', '/operations'],
  ['team', '/team'],
  ['api-tokens', '/settings/api-tokens'],
  ['audit', '/audit'],
  ['mail', '/mail'],
  ['bulk-actions', '/bulk-actions'],
] as const

for (const [name, path] of lists)
  test(`${name}: loading, error and long names`, async ({ staff: page }) => {
    await pictureStates(page, name, path)
  })
