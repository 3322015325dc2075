// What the steps after writing need beside plain forms. Each works without it.
import "./method/limit";
import "./method/search";
