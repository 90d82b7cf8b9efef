export type { Plan, PlannedRow, RowToPlan, Task } from './parts.ts'
export { planRows } from './rows.ts'
