/** What `doctor --list` needs, and nothing that a run would need. */
export { CHECKS } from "./checks";
export { formatCheckTable } from "./report";
