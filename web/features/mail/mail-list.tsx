import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type MailState, mayResendMail } from '#contracts/mail/kinds.ts'
import type { Mail } from '#contracts/mail/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import type { Tone } from '../../lib/tone.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.mail
const pageSize = 25
const tones: Record<MailState, Tone> = { waiting: 'warn', sent: 'good', failed: 'bad', cancelled: 'quiet' }

/** Mails with their delivery state, newest first. @param customerId undefined: of all customers and staff */
export function MailList({ customerId }: { customerId?: string }) {
  const queryClient = useQueryClient()
  const mails = useInfiniteQuery(
    api.mail.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        ...(customerId === undefined ? {} : { customerId }),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const resend = useMutation({
    mutationFn: (id: string) => client.mail.resend({ id }, { context: { idempotencyKey: randomUuid() } }),
    onSuccess: ({ documentId }) => {
      toast.success(documentId === null ? text.resent : text.resentDocument)
    },
    onError: (error) => {
      toast.error(explain(error))
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.mail.list.key() }),
  })
  const may = useMay()
  const rows = mails.data?.pages.flatMap((page) => page.items)
  const isSetUp = mails.data?.pages[0]?.isSetUp ?? true
  return (
    <>
      <Panel>
        <PanelTitle>{customerId === undefined ? text.list : text.customerList}</PanelTitle>
        {mails.isError && !rows && <LoadError error={mails.error} onRetry={() => void mails.refetch()} />}
        {mails.isPending && <SkeletonRows rows={3} />}
        {rows?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        <ul className="divide-y divide-line">
          {rows?.map((mail) => (
            <MailRow
              key={mail.id}
              mail={mail}
              sending={resend.isPending}
              onResend={
                may('mail.send') && isSetUp && mayResendMail(mail.kind, mail.state)
                  ? () => resend.mutate(mail.id)
                  : null
              }
            />
          ))}
        </ul>
      </Panel>
      <LoadMore query={mails} />
      {!isSetUp && customerId !== undefined && (
        <Notice tone="quiet" className="mt-4">
          <p>{text.notSetUp}</p>
          {may('mail.write') && (
            <Link to="/mail" className={`${buttonClass('secondary', 'sm')} mt-2`}>
              {text.setUp}
            </Link>
          )}
        </Notice>
      )}
    </>
  )
}

interface MailRowProps {
  mail: Mail
  sending: boolean
  onResend: (() => void) | null
}

function MailRow({ mail, sending, onResend }: MailRowProps) {
  const may = useMay()
  const kind = text.kinds[mail.kind]
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{kind}</span>
          {mail.documentId !== null && may('billing.read') && (
            <Link to="/invoices/$invoiceId" params={{ invoiceId: mail.documentId }} className="underline">
              {text.openDocument}
            </Link>
          )}
          <StatusBadge tone={tones[mail.state]} label={text.states[mail.state]} />
        </p>
        <p className="text-sm text-muted wrap-anywhere">
          <Sentence text={text.to} values={[mail.recipient]} /> · {text.written} <Time iso={mail.createdAt} />
          {mail.sentAt && (
            <>
              {' '}
              · {text.sentAt} <Time iso={mail.sentAt} />
            </>
          )}
          {mail.attempts > 1 && <> · {text.attempts(mail.attempts)}</>}
          {mail.state === 'waiting' && mail.attempts > 0 && mail.nextAttemptAt && (
            <>
              {' '}
              · {text.nextAttempt} <Time iso={mail.nextAttemptAt} />
            </>
          )}
        </p>
        {mail.error && (
          <p className="text-sm wrap-anywhere">
            <UserText>{mail.error}</UserText>
          </p>
        )}
      </div>
      {onResend && (
        <Button
          size="sm"
          blocked={sending}
          aria-label={text.resendOf(kind, mail.recipient)}
          onClick={onResend}
        >
          {text.resend}
        </Button>
      )}
    </li>
  )
}
