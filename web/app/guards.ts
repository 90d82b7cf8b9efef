import { type ParsedLocation, redirect } from '@tanstack/react-router'
import type { Viewer } from '#contracts/session/schemas.ts'
import { queryClient } from '../lib/query-client.ts'
import { viewerQuery } from '../shared/session/session.ts'

const toLogin = (location: ParsedLocation) =>
  redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } })

/** Allows staff only. Other visitors are redirected to their own start page. */
export async function requireStaff({ location }: { location: ParsedLocation }): Promise<{ viewer: Viewer }> {
  const viewer = await queryClient.ensureQueryData(viewerQuery)
  if (!viewer) throw toLogin(location)
  if (viewer.role === 'customer') throw redirect({ to: '/portal' })
  // Only the calls for the own login work until a second factor is set up.
  if (viewer.needsFactor && location.pathname !== '/account') throw redirect({ to: '/account' })
  return { viewer }
}

export async function requireCustomer({
  location,
}: {
  location: ParsedLocation
}): Promise<{ viewer: Viewer }> {
  const viewer = await queryClient.ensureQueryData(viewerQuery)
  if (!viewer) throw toLogin(location)
  if (viewer.role !== 'customer') throw redirect({ to: '/' })
  return { viewer }
}
