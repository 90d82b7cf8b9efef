import { newCustomer } from '#contracts/customers/schemas.ts'
import type { Context } from '../../context.ts'
import { whyRefused } from '../../passwords/index.ts'
import { readIsActive, readRow } from '../read-row.ts'
import { parserInto } from './parse-field.ts'
import type { Plan, Read, RowToPlan } from './parts.ts'

const { shape } = newCustomer

/** Reads the customer of a row, with the problems of each field. */
export async function readPerson(
  ctx: Context,
  { defaults, fields, importId: _ }: Plan,
  row: RowToPlan,
): Promise<Read> {
  const { values, errors } = readRow(row.cells, fields)
  const check = parserInto(errors)
  const email = check('email', shape.email, values.email) ?? null
  // For an account that is adopted, the name of its owner may be unknown.
  const nameGiven =
    values.fullName ??
    (defaults.hosting === 'adopt' ? (values.hostingUsername ?? email ?? undefined) : undefined)
  const fullName = check('fullName', shape.fullName, nameGiven)
  const companyName = check('companyName', shape.companyName, values.companyName)
  const isActive = readIsActive(values.isActive)
  if (isActive === null)
    errors.push({
      field: 'isActive',
      code: 'invalid',
      message: `Active must be yes or no, not "${(values.isActive ?? '').slice(0, 50)}".`,
    })
  let password: string | null = null
  if (defaults.passwords === 'file') {
    password = check('password', shape.password.unwrap(), values.password) ?? null
    if (password !== null) {
      const why = await whyRefused(ctx, password, [email, values.fullName, values.companyName])
      if (why !== null)
        errors.push({ field: 'password', code: 'guessable-password', message: `Password ${why}` })
    }
  }
  const person =
    email === null || fullName === undefined
      ? null
      : { email, fullName, companyName: companyName || null, isActive: isActive ?? true, password }
  const content = JSON.stringify([
    defaults.hosting,
    defaults.serverId ?? 'auto',
    email,
    Object.entries(values).sort(),
  ])
  return { row, values, errors, person, email, contentHash: ctx.keyring.mac('import-row', content) }
}
