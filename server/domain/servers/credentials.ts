import { problemOfText } from '#contracts/panels/text-rule.ts'
import type { FieldProblem } from '#contracts/problem.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Domain } from '../context.ts'
import { driverOf } from './connection.ts'

interface Credentials {
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/**
 * Returns the rules of a server's driver that a hosting username and password break.
 * @param fieldPrefix prefix of field names in messages: "provisioning." for a new customer, "" otherwise
 */
export function problemsOfCredentials(
  domain: Pick<Domain, 'drivers'>,
  { driver }: { readonly driver: string },
  { username, password }: Credentials,
  fieldPrefix: string,
): FieldProblem[] {
  const { usernameRule, passwordRule } = driverOf(domain, driver)
  const checks = [
    { path: 'username', label: 'Hosting Username', rule: usernameRule, value: username },
    { path: 'password', label: 'Hosting Password', rule: passwordRule, value: password },
  ]
  return checks.flatMap(({ path, label, rule, value }) => {
    const problem = value === undefined ? null : problemOfText(rule, label, value)
    return problem === null ? [] : [{ path: `${fieldPrefix}${path}`, ...problem }]
  })
}

/** @throws {Refusal} invalid-body, with every problem of {@link problemsOfCredentials} */
export function refuseBadCredentials(
  domain: Pick<Domain, 'drivers'>,
  server: { readonly driver: string },
  credentials: Credentials,
  fieldPrefix: string,
): void {
  const problems = problemsOfCredentials(domain, server, credentials, fieldPrefix)
  const [first] = problems
  if (first) throw new Refusal('invalid-body', first.message, problems)
}
