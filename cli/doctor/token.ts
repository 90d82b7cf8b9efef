import { type CallOptions, type Client, isProblem, ProblemError } from '#sdk'
import { type DoctorCheck, timed } from './check.ts'

export const checkToken = (client: Client, signal: AbortSignal): Promise<DoctorCheck> =>
  timed(async () => {
    try {
      await client.customers.list({ limit: 1 }, { signal })
    } catch (error) {
      if (signal.aborted) throw error
      // The token is accepted, without this permission.
      if (!isProblem(error, 'forbidden'))
        return {
          id: 'token',
          state: 'fail',
          message: error instanceof Error ? error.message : String(error),
          remedy:
            'Create a token on the page /settings/api-tokens, and run: nextpanel-billing login <address>',
        }
    }
    return { id: 'token', state: 'pass', message: 'The token is accepted.' }
  })

// No record has this id.
const id = '00000000-0000-7000-8000-000000000000'

/**
 * One call for each permission. A write call is refused before it does anything, because the record does not exist or
 * the body is empty. The server checks the permission first.
 */
const probes: Readonly<Record<string, (client: Client, options: CallOptions) => Promise<unknown>>> = {
  'customers.read': ({ customers }, options) => customers.list({ limit: 1 }, options),
  'customers.write': ({ customers }, options) => customers.validate({}, options),
  'hosting.read': ({ hostingAccounts }, options) => hostingAccounts.get({ id }, options),
  'hosting.write': ({ customers }, options) =>
    customers.provision({ id, username: '', password: '' }, options),
  'hosting.suspend': ({ hostingAccounts }, options) =>
    hostingAccounts.suspend({ id, reason: 'staff' }, options),
  'imports.read': ({ imports }, options) => imports.list({ limit: 1 }, options),
  'imports.write': ({ imports }, options) => imports.check({ id }, options),
  'operations.read': ({ operations }, options) => operations.list({ limit: 1 }, options),
  'operations.write': ({ operations }, options) => operations.retry({ id }, options),
  'servers.read': ({ servers }, options) => servers.list(options),
  'servers.write': ({ servers }, options) => servers.test({ id }, options),
  'servers.connect': ({ servers }, options) => servers.testConnection({}, options),
}

/** Commands without their permission are refused, so a missing one is only a warning. */
export const checkPermissions = (client: Client, signal: AbortSignal): Promise<DoctorCheck[]> =>
  Promise.all(
    Object.entries(probes).map(([permission, probe]) =>
      timed(async () => {
        const error = await probe(client, { signal }).then(
          () => null,
          (reason: unknown) => reason,
        )
        if (signal.aborted) throw error
        const isForbidden = isProblem(error, 'forbidden', 'second-factor-required')
        if (error === null || (error instanceof ProblemError && error.status < 500 && !isForbidden))
          return { id: permission, state: 'pass', message: 'The token has this permission.' }
        return {
          id: permission,
          state: isForbidden ? 'warn' : 'not-checked',
          message: error instanceof Error ? error.message : String(error),
        }
      }),
    ),
  )
