// What the pages about people, offices and groups need beside plain forms. Each works without it.
import "./pages/account";
import "./pages/onboard";
import "./pages/members";
import "./pages/offices";
import "./pages/room";
