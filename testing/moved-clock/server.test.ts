import { expect, it } from 'vitest'
import { runProgram } from '../running-process.ts'

it('refuses to start without a channel to the test that moves its clock', async () => {
  const server = runProgram('testing/moved-clock/server.ts', {})
  expect(await server.ended()).toBe(1)
  expect(server.stderr()).toContain('Only a test that has a channel to it starts this server.')
})
