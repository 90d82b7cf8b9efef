import { z } from 'zod'
import { byId, callsOf, nothing } from '../call.ts'
import { passwordLink } from '../password-links/schemas.ts'
import { invitation, invited, memberChange, team as teamList, teamMember, teamSettings } from './schemas.ts'

const { get, post, patch, remove } = callsOf('Team')

export const team = {
  list: get(
    '/v1/team',
    'List the staff users, with role, last sign-in and open sessions',
    'team.read',
  ).output(teamList),
  invite: post(
    '/v1/team',
    'Invite a staff user, who chooses a password with a single-use link',
    'team.write',
    {
      status: 201,
      recent: true,
    },
  )
    .input(invitation)
    .output(invited),
  change: patch(
    '/v1/team/{id}',
    'Change the name or role of a staff user, or disable or enable them; a new role ends their sessions',
    'team.write',
    { recent: true },
  )
    .input(memberChange.extend(byId.shape))
    .output(teamMember),
  remove: remove('/v1/team/{id}', 'Remove a staff user; audit entries keep their name', 'team.write', {
    recent: true,
  })
    .input(byId)
    .output(nothing),
  passwordLink: post(
    '/v1/team/{id}/password-link',
    'Create a single-use link that lets the staff user set a password',
    'team.write',
    { status: 201, recent: true },
  )
    .input(byId)
    .output(passwordLink),
  endSessions: post('/v1/team/{id}/end-sessions', 'End all sessions of a staff user', 'team.write', {
    recent: true,
  })
    .input(byId)
    .output(z.object({ ended: z.number().int() })),
  resetFactors: post(
    '/v1/team/{id}/reset-factors',
    'Remove the second factors of a staff user who has lost them, and end their sessions',
    'team.write',
    { recent: true },
  )
    .input(byId)
    .output(teamMember),
  changeSettings: patch(
    '/v1/team-settings',
    'Require two-factor sign-in for all staff, or not',
    'team.require-factors',
    { recent: true },
  )
    .input(teamSettings)
    .output(teamSettings),
}
