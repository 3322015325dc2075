// What the steps after writing need beside plain forms. Each works without it.
import "./method/talk";
