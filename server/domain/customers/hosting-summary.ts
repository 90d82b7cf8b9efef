import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { CustomerHostingSummary } from '#contracts/customers/schemas.ts'
import { openStatuses } from '#contracts/operations/states.ts'
import { operations } from '#server/work/table.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operationsNeedingAction } from '../tables/operations-needing-action.ts'
import { servers } from '../tables/servers.ts'

const usernamesShown = 3

/** The open operation waits for its server, or its server takes no requests now. */
const serverHolds = sql`(${inArray(operations.status, ['waiting', 'needs-person'])}
  or ${servers.pausedAt} is not null or ${eq(servers.breaker, 'open')})`

/** The state of an account that does not exist on its panel, over its row, its open operation and its server. */
const unborn = sql`case when action.needed then 'attention' when ${operations.id} is null then 'not-created'
  when ${serverHolds} then 'waiting' else 'creating' end`

// Joined laterally with a limit: planned once. EXISTS in an expression is planned in two ways at each occurrence.
const accountsOfCustomer = sql`select ${hostingAccounts.username} as username, ${hostingAccounts.createdAt} as created_at,
    ${servers.name} as server_name, action.needed as needs_action,
    case when ${inArray(hostingAccounts.status, ['active', 'suspended', 'terminating', 'terminated'])}
      then ${hostingAccounts.status} else ${unborn} end as state
  from ${hostingAccounts} join ${servers} on ${eq(servers.id, hostingAccounts.serverId)}
  left join ${operations} on ${and(eq(operations.subjectId, hostingAccounts.id), inArray(operations.status, [...openStatuses]))}
  left join lateral (select true as needed from ${operationsNeedingAction}
    where ${eq(operationsNeedingAction.accountId, hostingAccounts.id)} limit 1) action on true
  where ${eq(hostingAccounts.customerId, customers.id)}`

const inState = (state: string) => sql`count(*) filter (where state = ${state})`

/** A customer's accounts by state, as one JSON column over the row of `customers`. */
export const hostingSummary: SQL<CustomerHostingSummary> = sql`(select jsonb_build_object(
    'total', count(*) filter (where state <> 'terminated'),
    'active', ${inState('active')},
    'attention', count(*) filter (where needs_action),
    'creating', ${inState('creating')},
    'waiting', ${inState('waiting')},
    'suspended', ${inState('suspended')},
    'terminating', ${inState('terminating')},
    'notCreated', ${inState('not-created')},
    'terminated', ${inState('terminated')},
    'usernames', to_jsonb(coalesce((array_agg(username order by created_at desc) filter (where state <> 'terminated'))[:${sql.raw(String(usernamesShown))}], '{}')),
    'serverName', (array_agg(server_name order by created_at desc) filter (where state <> 'terminated'))[1],
    'waitingFor', (array_agg(server_name order by created_at desc) filter (where state = 'waiting'))[1])
  from (${accountsOfCustomer}) accounts)`
