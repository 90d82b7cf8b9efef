import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invitation, MemberChange } from '#contracts/team/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'

export const useTeam = () => useQuery(api.team.list.queryOptions())

/** The actions on the team. Each updates the list. */
export function useTeamActions() {
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.team.key() })
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void refresh()
    }
  }
  return {
    invite: (invitation: Invitation, idempotencyKey: string) =>
      thenRefresh(client.team.invite(invitation, { context: { idempotencyKey } })),
    change: (id: string, change: MemberChange) => thenRefresh(client.team.change({ id, ...change })),
    remove: (id: string) => thenRefresh(client.team.remove({ id })),
    makeLink: (id: string) =>
      thenRefresh(client.team.passwordLink({ id }, { context: { idempotencyKey: randomUuid() } })),
    resetFactors: (id: string) =>
      thenRefresh(client.team.resetFactors({ id }, { context: { idempotencyKey: randomUuid() } })),
    requireFactors: (factorsRequired: boolean) =>
      thenRefresh(client.team.changeSettings({ factorsRequired })),
    endSessions: (id: string) =>
      thenRefresh(client.team.endSessions({ id }, { context: { idempotencyKey: randomUuid() } })),
  }
}
