import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { ConnectionCheck } from '#contracts/servers/schemas.ts'
import { ConnectionResult } from './connection-checks.tsx'

const check = (id: string, state: ConnectionCheck['state'], durationMs = 0): ConnectionCheck => ({
  id,
  state,
  message: `Message of ${id}.`,
  durationMs,
})

test('names the failed check in the headline and the unreached checks on one line', () => {
  render(
    <ConnectionResult
      report={{
        ok: false,
        checks: [
          check('dns', 'pass', 0.1),
          check('tls', 'warn'),
          check('key', 'fail', 12),
          check('permission', 'not-checked'),
          check('scope', 'not-checked'),
          check('latency', 'pass', 4),
        ],
      }}
    />,
  )
  expect(screen.getByText('Connection failed at "API key".')).toHaveClass('text-bad')
  expect(screen.getByText('Not reached: Permission level and Scope.')).toBeVisible()
  const rows = screen.getAllByRole('listitem')
  expect(rows).toHaveLength(3)
  const [dns, tls, key] = rows
  if (!dns || !tls || !key) throw new Error('A row is missing.')
  expect(within(dns).getByText('-')).toBeVisible()
  expect(within(tls).getByText('Warning')).toBeVisible()
  expect(within(key).getByText('12 ms')).toBeVisible()
})

test('keeps the reason of a check that a passed test left out', () => {
  render(
    <ConnectionResult
      report={{
        ok: true,
        checks: [check('key', 'pass', 3), check('scope', 'not-checked'), check('latency', 'pass', 4)],
      }}
    />,
  )
  expect(screen.getByText('Connection test passed.')).toBeVisible()
  expect(screen.getByText('Message of scope.')).toBeVisible()
  expect(screen.queryByText(/Not reached/)).not.toBeInTheDocument()
})
