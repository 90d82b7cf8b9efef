import { createContext, type ReactNode, useContext } from 'react'
import type { Permission } from '#contracts/access.ts'
import type { Viewer } from '#contracts/session/schemas.ts'

const ViewerContext = createContext<Viewer | null>(null)

/** The signed-in user, for every component of the console. */
export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}

/**
 * Returns whether the role of the signed-in user has a permission. It decides only what the console shows: the
 * server checks every call.
 */
export function useMay(): (permission: Permission) => boolean {
  const viewer = useContext(ViewerContext)
  return (permission) => viewer?.permissions.includes(permission) ?? false
}

/** Renders its children only if the role of the signed-in user has the permission. */
export function May({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay()(permission) && children
}
