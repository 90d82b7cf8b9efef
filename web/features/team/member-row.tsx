import { useState } from 'react'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import type { StaffRole } from '#contracts/roles.ts'
import type { MemberStatus, TeamMember } from '#contracts/team/schemas.ts'
import { explain } from '../../lib/problem.ts'
import type { Tone } from '../../lib/tone.ts'
import { May } from '../../shared/session/may.tsx'
import { ResetFactorsDialog } from '../../shared/session/reset-factors-dialog.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { LinkDialog } from './link-dialog.tsx'
import { ChangeRoleDialog, DisableDialog, MakeLinkDialog, RemoveDialog } from './member-dialogs.tsx'
import { useTeamActions } from './use-team.ts'

const text = words.team
const tones: Record<MemberStatus, Tone> = { active: 'good', invited: 'warn', disabled: 'quiet' }

interface MemberRowProps {
  member: TeamMember
  roles: readonly StaffRole[]
}

/** One staff user: name, role, status, last sign-in, open sessions and the actions. */
export function MemberRow({ member, roles }: MemberRowProps) {
  const { name, email, role, status, isSelf, lastSignInAt, openSessions, twoFactor } = member
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="min-w-0 font-medium wrap-anywhere">
            <UserText>{name}</UserText>
          </span>
          {isSelf && <span className="text-sm text-muted">({text.you})</span>}
        </p>
        <p className="text-sm text-muted wrap-anywhere">
          <UserText>{email}</UserText>
        </p>
      </div>
      <div className="flex w-full flex-wrap items-center gap-2 sm:w-56">
        <span className="font-medium">{words.roles[role].label}</span>
        <StatusBadge tone={tones[status]} label={text.status[status]} />
        {twoFactor && <StatusBadge tone="quiet" label={words.twoFactor.member} />}
      </div>
      <div className="flex-1 text-sm text-muted sm:w-44 sm:flex-none">
        <p>
          {lastSignInAt ? (
            <>
              {text.lastSignIn} <Time iso={lastSignInAt} />
            </>
          ) : (
            text.never
          )}
        </p>
        {openSessions > 0 && <p className="tabular-nums">{text.sessions(openSessions)}</p>}
      </div>
      <May permission="team.write">
        <MemberActions member={member} roles={roles} />
      </May>
    </li>
  )
}

type Asked = 'role' | 'link' | 'factors' | 'disable' | 'remove'

function MemberActions({ member, roles }: MemberRowProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [link, setLink] = useState<PasswordLink | null>(null)
  const { change, endSessions, resetFactors } = useTeamActions()
  const close = () => setAsked(null)
  const { id, name } = member

  const run = async (action: () => Promise<string>) => {
    try {
      toast.success(await action())
    } catch (error) {
      toast.error(explain(error))
    }
  }
  const signOutEverywhere = async () => text.sessionsEnded(name, (await endSessions(id)).ended)
  const enable = async () => {
    await change(id, { isActive: true })
    return text.enabled(name)
  }
  return (
    <>
      <MoreMenu
        label={text.actionsFor(name)}
        items={itemsFor(member, {
          ask: setAsked,
          endSessions: () => void run(signOutEverywhere),
          enable: () => void run(enable),
        })}
      />
      {asked === 'role' && <ChangeRoleDialog member={member} roles={roles} onClose={close} />}
      {asked === 'link' && <MakeLinkDialog member={member} onMade={setLink} onClose={close} />}
      {asked === 'factors' && (
        <ResetFactorsDialog name={name} reset={() => resetFactors(id)} onClose={close} />
      )}
      {asked === 'disable' && <DisableDialog member={member} onClose={close} />}
      {asked === 'remove' && <RemoveDialog member={member} onClose={close} />}
      {link && (
        <LinkDialog
          title={<Sentence text={text.linkTitle} values={[name]} />}
          link={link}
          onClose={() => setLink(null)}
        />
      )}
    </>
  )
}

interface Acts {
  ask: (asked: Asked) => void
  endSessions: () => void
  enable: () => void
}

/** An action that the server would refuse is disabled, with the reason. */
function itemsFor(
  { status, isSelf, mayChange, openSessions, twoFactor }: TeamMember,
  acts: Acts,
): MenuItem[] {
  const rank = mayChange ? null : text.moreRights
  const notSelf = rank ?? (isSelf ? text.notYourself : null)
  return [
    { label: text.change, disabledBecause: rank, onSelect: () => acts.ask('role') },
    ...(status === 'disabled'
      ? []
      : [{ label: text.makeLink, disabledBecause: rank, onSelect: () => acts.ask('link') }]),
    ...(openSessions > 0
      ? [{ label: text.endSessions, disabledBecause: rank, onSelect: acts.endSessions }]
      : []),
    ...(twoFactor
      ? [
          {
            label: words.twoFactor.resetItem,
            disabledBecause: rank ?? (isSelf ? words.twoFactor.ownOnAccount : null),
            onSelect: () => acts.ask('factors'),
          },
        ]
      : []),
    status === 'disabled'
      ? { label: text.enable, disabledBecause: rank, onSelect: acts.enable }
      : { label: text.disable, danger: true, disabledBecause: notSelf, onSelect: () => acts.ask('disable') },
    { label: text.remove, danger: true, disabledBecause: notSelf, onSelect: () => acts.ask('remove') },
  ]
}
