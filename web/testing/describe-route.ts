import { describe, test } from 'vitest'
import type { AppRoute } from '../app/router.tsx'

type StateTest = () => Promise<void>

/** Why this route does not have the state. */
export interface NoSuchState {
  why: string
}

/** One test per state of a route, or the reason why the route does not have the state. */
export interface RouteStates {
  loading: StateTest | NoSuchState
  full: StateTest
  empty: StateTest | NoSuchState
  error: StateTest | NoSuchState
}

/** Tests one route. web/app/routes.test.tsx checks that every route has such a call. */
export function describeRoute(route: AppRoute, states: RouteStates): void {
  describe(`route ${route}`, () => {
    for (const [state, run] of Object.entries(states))
      if (typeof run === 'function') test(`shows its ${state} state`, run)
  })
}
