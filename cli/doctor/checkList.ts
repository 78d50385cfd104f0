/** What `doctor --list` needs, and nothing that a run would need. */
export { CHECK_GROUPS } from "./checks";
export { formatCheckTable } from "./report";
