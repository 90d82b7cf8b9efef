export { type Jobs, openJobs } from './open-jobs.ts'
