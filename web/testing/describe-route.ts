import { describe, test } from 'vitest'
import type { AppRoute } from '../app/router.tsx'

type StateTest = () => Promise<void>

/** The state that this route does not have, and why. */
export interface NoSuchState {
  why: string
}

/** How a route looks in each of its states: a new route is tested in all of them, or says which it does not have. */
export interface RouteStates {
  loading: StateTest | NoSuchState
  full: StateTest
  empty: StateTest | NoSuchState
  error: StateTest | NoSuchState
}

/** Tests one route; web/app/routes.test.ts checks that every route of the application has such a call. */
export function describeRoute(route: AppRoute, states: RouteStates): void {
  describe(`route ${route}`, () => {
    for (const [state, run] of Object.entries(states))
      if (typeof run === 'function') test(`shows its ${state} state`, run)
  })
}
