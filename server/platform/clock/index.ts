export { type Clock, noticingClock, systemClock, type TestClock, testClock } from './clock.ts'
export { newId } from './new-id.ts'
export { type StartTimer, startSystemTimer } from './start-timer.ts'
