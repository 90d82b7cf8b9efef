import type { Setup, Viewer } from '#contracts/session/schemas.ts'
import type { Call, Domain } from '#server/domain/context.ts'
import { createFirstAdminByLink } from '#server/domain/staff/index.ts'
import { hasStaff } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

export function viewerOf({ actor }: Call): Viewer {
  if (actor.kind === 'system') throw new Refusal('not-signed-in', 'Sign in first.')
  const { userId, email, name } = actor
  const customerId = actor.kind === 'customer' ? actor.customerId : null
  return { userId, role: actor.kind, email, name, customerId }
}

export const setupState = async (domain: Domain) => ({ required: !(await hasStaff(domain.database.db)) })

export const setUp = (domain: Domain, requestId: string, setup: Setup) =>
  createFirstAdminByLink(domain, requestId, setup)
