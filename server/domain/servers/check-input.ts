import type { z } from 'zod'
import { connectionChange, newConnection, newKey, type SavedAddress } from '#contracts/servers/connection.ts'
import type { PanelDriver } from '#panels/kit/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Domain } from '../context.ts'

/** Returns the driver that a request names. @throws {Refusal} invalid-body, with the known ids */
export function chosenDriver({ drivers }: Pick<Domain, 'drivers'>, id: string): PanelDriver {
  const driver = drivers.get(id)
  if (driver) return driver
  const known = [...drivers.keys()]
  const oneOf = known.length === 1 ? known[0] : `one of: ${known.join(', ')}`
  throw fieldRefusal('invalid-body', 'driver', 'unknown-driver', `driver must be ${oneOf}.`)
}

/** @throws {Refusal} invalid-body, with every field that breaks the driver's rules */
export const checkedConnection = (driver: PanelDriver, input: object) => checked(newConnection(driver), input)

/** @throws {Refusal} as {@link checkedConnection} */
export const checkedChange = (driver: PanelDriver, saved: SavedAddress, input: object) =>
  checked(connectionChange(driver, saved), input)

/** @throws {Refusal} as {@link checkedConnection} */
export const checkedKey = (driver: PanelDriver, input: object) => checked(newKey(driver), input)

function checked<T>(schema: z.ZodType<T>, input: object): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, code, message }) => ({
    path: path.join('.'),
    code,
    message,
  }))
  throw new Refusal('invalid-body', problems[0]?.message ?? 'The connection is not valid.', problems)
}
