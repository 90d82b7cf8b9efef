export { carryOutWishes, wishTickMs } from './carry-out.ts'
export { isSuspensionWished } from './check.ts'
export { liftIfSettled } from './lift.ts'
export { wishSuspension } from './want.ts'
