import { Command } from 'commander'
import { createClient } from '#sdk'
import { findLogin } from '../account/find-login.ts'
import type { Cli } from '../cli.ts'
import { type DoctorCheck, exitCodeOfChecks } from '../doctor/check.ts'
import { checkAddress, checkApi, checkHealth } from '../doctor/connection.ts'
import { checkPermissions, checkToken } from '../doctor/token.ts'
import { act, examples } from './action.ts'
import { printChecks } from './servers.ts'

const help = `
It checks the connection as a client: address, health, clock, version, token and permissions. It changes nothing. A
permission is checked with a request that is refused for another reason before anything is done. The audit log has an
entry for each permission that is missing.
`

export const doctorCommand = (cli: Cli): Command =>
  act(
    new Command('doctor')
      .description('Check the connection to the installation, and the token')
      .option('--json', 'the checks as JSON')
      .addHelpText('after', help)
      .addHelpText('after', examples('nextpanel-billing doctor')),
    async ({ json }: { json?: true }) => {
      const checks = await connectionChecks(cli)
      if (json) cli.screen.json({ ok: checks.every(({ state }) => state !== 'fail'), checks })
      else printChecks(cli.screen, checks)
      return exitCodeOfChecks(checks)
    },
  )

/** Each check runs only if the earlier ones allow it. */
async function connectionChecks({ env, version, signal }: Cli): Promise<DoctorCheck[]> {
  const login = findLogin(env)
  const health = await checkHealth(login.url, signal)
  const checks = [checkAddress(login), ...health]
  if (health.some(({ id, state }) => id === 'connection' && state === 'fail')) return checks
  checks.push(await checkApi(login.url, version, signal))
  const client = createClient({ baseUrl: login.url, token: login.token, retry: { retries: 1 } })
  const token = await checkToken(client, signal)
  checks.push(token)
  if (token.state !== 'fail') checks.push(...(await checkPermissions(client, signal)))
  return checks
}
