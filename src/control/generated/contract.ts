// Printed by `npm run generate` from openapi.yaml (standin control 1).
// sha-256 of the document: fc446794d8b09d6e952ce0286f53a0bb5d9e9f8bd9191fc1e94095c81bcf2546
// Change the document and print again; a change made here is lost.

export const contract = {
  sha256: "fc446794d8b09d6e952ce0286f53a0bb5d9e9f8bd9191fc1e94095c81bcf2546",
  inherited: [],
  operations: [
    {
      "id": "getHealth",
      "method": "GET",
      "path": "/health",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1health/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1health/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1health/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Health",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "getReadiness",
      "method": "GET",
      "path": "/ready",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1ready/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1ready/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1ready/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Readiness",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "streamEvents",
      "method": "GET",
      "path": "/events",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1events/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/paths/~1events/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "limit",
          "pointer": "/paths/~1events/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1events/get/parameters/1/schema"
        },
        {
          "name": "seconds",
          "pointer": "/paths/~1events/get/parameters/2",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1events/get/parameters/2/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1events/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "text/event-stream",
              "pointer": "/paths/~1events/get/responses/200/content/text~1event-stream",
              "schema": "/paths/~1events/get/responses/200/content/text~1event-stream/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listWorlds",
      "method": "GET",
      "path": "/worlds",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "createWorld",
      "method": "POST",
      "path": "/worlds",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds/post",
      "parameters": [],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds/post/requestBody/content/application~1json",
            "schema": "/components/schemas/NewWorld",
            "examples": [
              {
                "name": "own",
                "pointer": "/paths/~1worlds/post/requestBody/content/application~1json/examples/own/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds/post/responses/201",
          "headers": [
            {
              "name": "Location",
              "required": true,
              "explode": false,
              "schema": "/paths/~1worlds/post/responses/201/headers/Location/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds/post/responses/201/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getWorld",
      "method": "GET",
      "path": "/worlds/{world}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "deleteWorld",
      "method": "DELETE",
      "path": "/worlds/{world}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "changeWorld",
      "method": "PATCH",
      "path": "/worlds/{world}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}/patch",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}/patch/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}/patch/requestBody/content/application~1json/schema",
            "examples": [
              {
                "name": "auth",
                "pointer": "/paths/~1worlds~1{world}/patch/requestBody/content/application~1json/examples/auth/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}/patch/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}/patch/responses/200/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "resetWorld",
      "method": "POST",
      "path": "/worlds/{world}/reset",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1reset/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": false,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1reset/post/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1reset/post/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1reset/post/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1reset/post/responses/200/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "expireCredentials",
      "method": "POST",
      "path": "/worlds/{world}/credentials/expire",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1credentials~1expire/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1credentials~1expire/post/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "forkWorld",
      "method": "POST",
      "path": "/worlds/{world}/fork",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1fork/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1fork/post/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1fork/post/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds~1{world}~1fork/post/responses/201",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1fork/post/responses/201/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "takeSnapshot",
      "method": "GET",
      "path": "/worlds/{world}/snapshot",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1snapshot/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1snapshot/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1snapshot/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Snapshot",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "restoreSnapshot",
      "method": "PUT",
      "path": "/worlds/{world}/snapshot",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1snapshot/put",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1snapshot/put/requestBody/content/application~1json",
            "schema": "/components/schemas/Snapshot",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1snapshot/put/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "diffWorld",
      "method": "GET",
      "path": "/worlds/{world}/diff",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1diff/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "from",
          "pointer": "/paths/~1worlds~1{world}~1diff/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1diff/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1diff/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1diff/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "readResource",
      "method": "GET",
      "path": "/worlds/{world}/resource",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1resource/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "path",
          "pointer": "/paths/~1worlds~1{world}~1resource/parameters/1",
          "in": "query",
          "required": true,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1resource/parameters/1/schema"
        },
        {
          "name": "mount",
          "pointer": "/components/parameters/Mount",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/parameters/Mount/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1resource/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1resource/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1resource/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "setResource",
      "method": "PUT",
      "path": "/worlds/{world}/resource",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1resource/put",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "path",
          "pointer": "/paths/~1worlds~1{world}~1resource/parameters/1",
          "in": "query",
          "required": true,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1resource/parameters/1/schema"
        },
        {
          "name": "mount",
          "pointer": "/components/parameters/Mount",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/parameters/Mount/schema"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1resource/put/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1resource/put/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1resource/put/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1resource/put/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1resource/put/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "readClock",
      "method": "GET",
      "path": "/worlds/{world}/clock",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1clock/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1clock/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1clock/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Clock",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "setClock",
      "method": "PATCH",
      "path": "/worlds/{world}/clock",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1clock/patch",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1clock/patch/requestBody/content/application~1json",
            "schema": "/components/schemas/ClockChange",
            "examples": [
              {
                "name": "advance",
                "pointer": "/paths/~1worlds~1{world}~1clock/patch/requestBody/content/application~1json/examples/advance/value"
              },
              {
                "name": "freeze",
                "pointer": "/paths/~1worlds~1{world}~1clock/patch/requestBody/content/application~1json/examples/freeze/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1clock/patch/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1clock/patch/responses/200/content/application~1json",
              "schema": "/components/schemas/Clock",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listStubs",
      "method": "GET",
      "path": "/worlds/{world}/stubs",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1stubs/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1stubs/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1stubs/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "addStub",
      "method": "POST",
      "path": "/worlds/{world}/stubs",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1stubs/post/requestBody/content/application~1json",
            "schema": "/components/schemas/Stub",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds~1{world}~1stubs/post/responses/201",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1stubs/post/responses/201/content/application~1json",
              "schema": "/components/schemas/Stub",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeStubs",
      "method": "DELETE",
      "path": "/worlds/{world}/stubs",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1stubs/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getStub",
      "method": "GET",
      "path": "/worlds/{world}/stubs/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Stub",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeStub",
      "method": "DELETE",
      "path": "/worlds/{world}/stubs/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listFaults",
      "method": "GET",
      "path": "/worlds/{world}/faults",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1faults/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1faults/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1faults/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "addFault",
      "method": "POST",
      "path": "/worlds/{world}/faults",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1faults/post/requestBody/content/application~1json",
            "schema": "/components/schemas/Fault",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds~1{world}~1faults/post/responses/201",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1faults/post/responses/201/content/application~1json",
              "schema": "/components/schemas/Fault",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeFaults",
      "method": "DELETE",
      "path": "/worlds/{world}/faults",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1faults/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getFault",
      "method": "GET",
      "path": "/worlds/{world}/faults/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Fault",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeFault",
      "method": "DELETE",
      "path": "/worlds/{world}/faults/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listExchanges",
      "method": "GET",
      "path": "/worlds/{world}/exchanges",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1exchanges/get",
      "parameters": [
        {
          "name": "operation",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1exchanges/get/parameters/0/schema"
        },
        {
          "name": "unmatched",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1exchanges/get/parameters/1/schema"
        },
        {
          "name": "limit",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/parameters/2",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1exchanges/get/parameters/2/schema"
        },
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1exchanges/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1exchanges/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "forgetExchanges",
      "method": "DELETE",
      "path": "/worlds/{world}/exchanges",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1exchanges/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getExchange",
      "method": "GET",
      "path": "/worlds/{world}/exchanges/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1exchanges~1{id}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1exchanges~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1exchanges~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Exchange",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "exportHar",
      "method": "GET",
      "path": "/worlds/{world}/har",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1har/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1har/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1har/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1har/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "verifyExchanges",
      "method": "POST",
      "path": "/worlds/{world}/verify",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1verify/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1verify/post/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1verify/post/requestBody/content/application~1json/schema",
            "examples": [
              {
                "name": "once",
                "pointer": "/paths/~1worlds~1{world}~1verify/post/requestBody/content/application~1json/examples/once/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1verify/post/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1verify/post/responses/200/content/application~1json",
              "schema": "/components/schemas/Verification",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listUnmatched",
      "method": "GET",
      "path": "/worlds/{world}/unmatched",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1unmatched/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1unmatched/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1unmatched/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1unmatched/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "explainExchange",
      "method": "GET",
      "path": "/explain/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1explain~1{id}/get",
      "parameters": [
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        },
        {
          "name": "world",
          "pointer": "/paths/~1explain~1{id}/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1explain~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1explain~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Explanation",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listViolations",
      "method": "GET",
      "path": "/violations",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1violations/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/OfWorld",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1violations/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1violations/get/responses/200/content/application~1json",
              "schema": "/paths/~1violations/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "forgetViolations",
      "method": "DELETE",
      "path": "/violations",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1violations/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/OfWorld",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1violations/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getCoverage",
      "method": "GET",
      "path": "/coverage",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1coverage/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1coverage/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1coverage/get/responses/200/content/application~1json",
              "schema": "/paths/~1coverage/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getReport",
      "method": "GET",
      "path": "/report",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1report/get",
      "parameters": [
        {
          "name": "format",
          "pointer": "/paths/~1report/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1report/get/parameters/0/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1report/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1report/get/responses/200/content/application~1json",
              "schema": "/paths/~1report/get/responses/200/content/application~1json/schema",
              "examples": []
            },
            {
              "name": "text/html",
              "pointer": "/paths/~1report/get/responses/200/content/text~1html",
              "schema": "/paths/~1report/get/responses/200/content/text~1html/schema",
              "examples": []
            },
            {
              "name": "application/xml",
              "pointer": "/paths/~1report/get/responses/200/content/application~1xml",
              "schema": "/paths/~1report/get/responses/200/content/application~1xml/schema",
              "examples": []
            },
            {
              "name": "application/sarif+json",
              "pointer": "/paths/~1report/get/responses/200/content/application~1sarif+json",
              "schema": "/paths/~1report/get/responses/200/content/application~1sarif+json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    }
  ],
  document: {
    "openapi": "3.1.0",
    "info": {
      "title": "standin control",
      "summary": "Steers a running standin server, and tells what happened in it.",
      "version": "1",
      "description": "A **world** is an isolated copy of the state, with its own clock, stubs, faults and memory of what happened. A request\nnames its world by path (`/~alice/…`), by the header `Standin-World` or by host (`alice.localhost`); one that names none\nis answered in the world `default`. Worlds are made when they are first named, here too.\n\nThese operations answer on this machine alone, unless the server was started with `--control-token`.\n",
      "license": {
        "name": "MIT",
        "identifier": "MIT"
      }
    },
    "servers": [
      {
        "url": "/_standin"
      }
    ],
    "security": [
      {},
      {
        "controlToken": []
      }
    ],
    "tags": [
      {
        "name": "Worlds",
        "description": "Isolated copies of the state."
      },
      {
        "name": "State",
        "description": "What the resources of a world are now."
      },
      {
        "name": "Plans",
        "description": "Answers and failures that are planned for requests to come."
      },
      {
        "name": "Exchanges",
        "description": "What was asked and answered."
      },
      {
        "name": "Reports",
        "description": "What broke the contract, and what was exercised."
      },
      {
        "name": "Server",
        "description": "Whether the server is well."
      }
    ],
    "paths": {
      "/health": {
        "get": {
          "operationId": "getHealth",
          "tags": [
            "Server"
          ],
          "summary": "Whether the server runs",
          "security": [],
          "responses": {
            "200": {
              "description": "It runs.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Health"
                  }
                }
              }
            }
          }
        }
      },
      "/ready": {
        "get": {
          "operationId": "getReadiness",
          "tags": [
            "Server"
          ],
          "summary": "Whether the server answers requests, and for which documents",
          "security": [],
          "responses": {
            "200": {
              "description": "It does.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Readiness"
                  }
                }
              }
            }
          }
        }
      },
      "/events": {
        "get": {
          "operationId": "streamEvents",
          "tags": [
            "Exchanges"
          ],
          "summary": "Every exchange as it is answered, as server-sent events",
          "parameters": [
            {
              "name": "world",
              "in": "query",
              "description": "Of this world alone.",
              "schema": {
                "$ref": "#/components/schemas/WorldName"
              }
            },
            {
              "name": "limit",
              "in": "query",
              "description": "Ends after so many events; without it, it goes on until the client leaves.",
              "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": 1000000
              }
            },
            {
              "name": "seconds",
              "in": "query",
              "description": "Ends after so many seconds.",
              "schema": {
                "type": "number",
                "minimum": 0,
                "maximum": 86400
              }
            }
          ],
          "responses": {
            "200": {
              "description": "Each event's data is an exchange without its bodies.",
              "content": {
                "text/event-stream": {
                  "schema": {
                    "type": "string"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds": {
        "get": {
          "operationId": "listWorlds",
          "tags": [
            "Worlds"
          ],
          "summary": "All worlds",
          "responses": {
            "200": {
              "description": "The worlds, in the order in which they were made.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/World"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "createWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Make a world",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NewWorld"
                },
                "examples": {
                  "own": {
                    "summary": "A world with a scenario and a time of its own",
                    "value": {
                      "name": "alice",
                      "now": "2026-01-31T12:00:00Z"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "It was made.",
              "headers": {
                "Location": {
                  "required": true,
                  "description": "Where it is.",
                  "schema": {
                    "type": "string"
                  }
                }
              },
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "getWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "One world",
          "responses": {
            "200": {
              "description": "The world.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "patch": {
          "operationId": "changeWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Set something in a world",
          "description": "It holds until the world begins again. What may be set depends on the documents; a refusal names it.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "settings"
                  ],
                  "properties": {
                    "settings": {
                      "$ref": "#/components/schemas/Settings"
                    }
                  }
                },
                "examples": {
                  "auth": {
                    "summary": "Nobody is asked for credentials",
                    "value": {
                      "settings": {
                        "auth": "off"
                      }
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The world, as it is now.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "deleteWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Delete a world",
          "description": "The world `default` begins anew the next time it is named.",
          "responses": {
            "204": {
              "description": "It is gone."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/reset": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "resetWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Begin again",
          "description": "State, clock, stubs, faults and exchanges are as they were at first; what broke the contract stays told.",
          "requestBody": {
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "scenario": {
                      "type": "string",
                      "description": "The named first state to begin with; without it the one it began with before."
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The world, as it is now.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/credentials/expire": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "expireCredentials",
          "tags": [
            "Worlds"
          ],
          "summary": "Take all tokens that were issued up to now for expired",
          "description": "Where the documents come with a token service. Tokens that are issued from the next second on are good.",
          "responses": {
            "204": {
              "description": "They are."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/fork": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "forkWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Make a world that begins where this one is",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "name"
                  ],
                  "properties": {
                    "name": {
                      "$ref": "#/components/schemas/WorldName"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The new world.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/snapshot": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "takeSnapshot",
          "tags": [
            "State"
          ],
          "summary": "The state as plain JSON",
          "description": "A resource that nobody has asked for yet is not in it; it begins as it does in every world.",
          "responses": {
            "200": {
              "description": "The state.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Snapshot"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "put": {
          "operationId": "restoreSnapshot",
          "tags": [
            "State"
          ],
          "summary": "Put a state in the place of what is there",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Snapshot"
                }
              }
            }
          },
          "responses": {
            "204": {
              "description": "It is the state now."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/diff": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "name": "from",
            "in": "query",
            "description": "The world to compare with; without it the first state.",
            "schema": {
              "$ref": "#/components/schemas/WorldName"
            }
          }
        ],
        "get": {
          "operationId": "diffWorld",
          "tags": [
            "State"
          ],
          "summary": "What is different in this world",
          "responses": {
            "200": {
              "description": "The differences.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Difference"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/resource": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "name": "path",
            "in": "query",
            "required": true,
            "description": "The concrete path of a resource, without the base path of the document, as `/owners/7`.",
            "schema": {
              "type": "string",
              "pattern": "^/"
            }
          },
          {
            "$ref": "#/components/parameters/Mount"
          }
        ],
        "get": {
          "operationId": "readResource",
          "tags": [
            "State"
          ],
          "summary": "What a resource is now",
          "responses": {
            "200": {
              "description": "The list of a collection, or the object.",
              "content": {
                "application/json": {
                  "schema": true
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "put": {
          "operationId": "setResource",
          "tags": [
            "State"
          ],
          "summary": "Set a resource, read-only members too",
          "description": "A list in the place of a collection, an object in the place of an item or a single resource, `null` for none. Times may be told relative to the clock, as `now-P3D`.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": true
              }
            }
          },
          "responses": {
            "200": {
              "description": "What it is now.",
              "content": {
                "application/json": {
                  "schema": true
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/clock": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "readClock",
          "tags": [
            "Worlds"
          ],
          "summary": "What time it is in a world",
          "responses": {
            "200": {
              "description": "Its clock.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Clock"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "patch": {
          "operationId": "setClock",
          "tags": [
            "Worlds"
          ],
          "summary": "Set, move, freeze or resume the time of a world",
          "description": "First it is set to `now`, then moved by `advance`, then it stands or goes as `frozen` says.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClockChange"
                },
                "examples": {
                  "advance": {
                    "summary": "Eleven months later",
                    "value": {
                      "advance": "P11M"
                    }
                  },
                  "freeze": {
                    "summary": "Time stands still",
                    "value": {
                      "now": "2026-01-31T12:00:00Z",
                      "frozen": true
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "Its clock, as it is now.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Clock"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/stubs": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listStubs",
          "tags": [
            "Plans"
          ],
          "summary": "The stubs, the one that is asked first before all others",
          "responses": {
            "200": {
              "description": "The stubs.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Stub"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "addStub",
          "tags": [
            "Plans"
          ],
          "summary": "Plan an answer",
          "description": "The stub that was added last is asked first. One with the id of another takes its place.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Stub"
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The stub.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Stub"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeStubs",
          "tags": [
            "Plans"
          ],
          "summary": "Remove all stubs",
          "responses": {
            "204": {
              "description": "There are none."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/stubs/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getStub",
          "tags": [
            "Plans"
          ],
          "summary": "One stub, with how often it has answered",
          "responses": {
            "200": {
              "description": "The stub.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Stub"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeStub",
          "tags": [
            "Plans"
          ],
          "summary": "Remove a stub",
          "responses": {
            "204": {
              "description": "It is gone."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/faults": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listFaults",
          "tags": [
            "Plans"
          ],
          "summary": "The faults, the one that is asked first before all others",
          "responses": {
            "200": {
              "description": "The faults.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Fault"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "addFault",
          "tags": [
            "Plans"
          ],
          "summary": "Plan a failure",
          "description": "The fault that was added last is asked first. One with the id of another takes its place.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Fault"
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The fault.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Fault"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeFaults",
          "tags": [
            "Plans"
          ],
          "summary": "Remove all faults",
          "responses": {
            "204": {
              "description": "There are none."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/faults/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getFault",
          "tags": [
            "Plans"
          ],
          "summary": "One fault, with how often it has struck",
          "responses": {
            "200": {
              "description": "The fault.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Fault"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeFault",
          "tags": [
            "Plans"
          ],
          "summary": "Remove a fault",
          "responses": {
            "204": {
              "description": "It is gone."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/exchanges": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listExchanges",
          "tags": [
            "Exchanges"
          ],
          "summary": "The latest exchanges, the newest first, without their bodies",
          "parameters": [
            {
              "name": "operation",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "unmatched",
              "in": "query",
              "description": "Those alone that named no operation of a document.",
              "schema": {
                "type": "boolean"
              }
            },
            {
              "name": "limit",
              "in": "query",
              "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": 10000,
                "default": 100
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The exchanges.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Exchange"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "forgetExchanges",
          "tags": [
            "Exchanges"
          ],
          "summary": "Forget the exchanges; what broke the contract stays told",
          "responses": {
            "204": {
              "description": "They are forgotten."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/exchanges/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getExchange",
          "tags": [
            "Exchanges"
          ],
          "summary": "One exchange, with its bodies",
          "description": "Headers and members that carry secrets are shown as `[redacted]`.",
          "responses": {
            "200": {
              "description": "The exchange.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Exchange"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/har": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "exportHar",
          "tags": [
            "Exchanges"
          ],
          "summary": "The latest exchanges as an HTTP archive (HAR 1.2)",
          "responses": {
            "200": {
              "description": "The archive.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/verify": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "verifyExchanges",
          "tags": [
            "Exchanges"
          ],
          "summary": "Whether requests were made",
          "description": "Counts the exchanges that meet a matcher and holds the count against what is expected, at least one where nothing else is. Where it is not met, the nearest exchanges tell what kept them from matching.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "when"
                  ],
                  "properties": {
                    "when": {
                      "$ref": "#/components/schemas/Matcher"
                    },
                    "exactly": {
                      "type": "integer",
                      "minimum": 0
                    },
                    "atLeast": {
                      "type": "integer",
                      "minimum": 0
                    },
                    "atMost": {
                      "type": "integer",
                      "minimum": 0
                    }
                  }
                },
                "examples": {
                  "once": {
                    "summary": "The first owner was read once",
                    "value": {
                      "when": {
                        "method": "GET",
                        "path": "/owners/1"
                      },
                      "exactly": 1
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "What was found.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Verification"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/unmatched": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listUnmatched",
          "tags": [
            "Exchanges"
          ],
          "summary": "Requests that named no operation, each with the nearest one",
          "responses": {
            "200": {
              "description": "The requests.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Unmatched"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/explain/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/Id"
          },
          {
            "name": "world",
            "in": "query",
            "description": "The world to look in; without it all of them.",
            "schema": {
              "$ref": "#/components/schemas/WorldName"
            }
          }
        ],
        "get": {
          "operationId": "explainExchange",
          "tags": [
            "Exchanges"
          ],
          "summary": "Why a request was answered as it was",
          "description": "The id is the one that the answer tells in `Request-Id`, or that the list of exchanges gives.",
          "responses": {
            "200": {
              "description": "What decided, and what was passed over.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Explanation"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/violations": {
        "get": {
          "operationId": "listViolations",
          "tags": [
            "Reports"
          ],
          "summary": "What broke the contract",
          "parameters": [
            {
              "$ref": "#/components/parameters/OfWorld"
            }
          ],
          "responses": {
            "200": {
              "description": "Each breach once, with how often it was seen.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Violation"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "forgetViolations",
          "tags": [
            "Reports"
          ],
          "summary": "Forget what broke the contract",
          "parameters": [
            {
              "$ref": "#/components/parameters/OfWorld"
            }
          ],
          "responses": {
            "204": {
              "description": "It is forgotten."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/coverage": {
        "get": {
          "operationId": "getCoverage",
          "tags": [
            "Reports"
          ],
          "summary": "What of each document was exercised, in all worlds together",
          "responses": {
            "200": {
              "description": "The coverage by document.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/DocumentCoverage"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/report": {
        "get": {
          "operationId": "getReport",
          "tags": [
            "Reports"
          ],
          "summary": "The report of all worlds",
          "parameters": [
            {
              "name": "format",
              "in": "query",
              "schema": {
                "type": "string",
                "enum": [
                  "json",
                  "html",
                  "junit",
                  "sarif"
                ],
                "default": "json"
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The report.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object"
                  }
                },
                "text/html": {
                  "schema": {
                    "type": "string"
                  }
                },
                "application/xml": {
                  "schema": {
                    "type": "string"
                  }
                },
                "application/sarif+json": {
                  "schema": {
                    "type": "object"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      }
    },
    "components": {
      "securitySchemes": {
        "controlToken": {
          "type": "http",
          "scheme": "bearer",
          "description": "The token that the server was started with, if it was."
        }
      },
      "parameters": {
        "World": {
          "name": "world",
          "in": "path",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/WorldName"
          },
          "example": "default"
        },
        "OfWorld": {
          "name": "world",
          "in": "query",
          "description": "Of this world alone.",
          "schema": {
            "$ref": "#/components/schemas/WorldName"
          }
        },
        "Mount": {
          "name": "mount",
          "in": "query",
          "description": "The path that the document is served under; empty for the first.",
          "schema": {
            "type": "string",
            "default": ""
          }
        },
        "Id": {
          "name": "id",
          "in": "path",
          "required": true,
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          }
        }
      },
      "responses": {
        "Problem": {
          "description": "Why it was refused.",
          "content": {
            "application/problem+json": {
              "schema": {
                "$ref": "#/components/schemas/Problem"
              }
            }
          }
        }
      },
      "schemas": {
        "WorldName": {
          "type": "string",
          "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$"
        },
        "Moment": {
          "type": "string",
          "format": "date-time"
        },
        "Health": {
          "type": "object",
          "required": [
            "status",
            "version"
          ],
          "properties": {
            "status": {
              "const": "ok"
            },
            "version": {
              "type": "string"
            },
            "uptime": {
              "type": "number",
              "description": "Seconds since the server was made."
            }
          }
        },
        "Readiness": {
          "type": "object",
          "required": [
            "status",
            "documents"
          ],
          "properties": {
            "status": {
              "const": "ready"
            },
            "documents": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "mount",
                  "title",
                  "operations"
                ],
                "properties": {
                  "mount": {
                    "type": "string"
                  },
                  "title": {
                    "type": "string"
                  },
                  "version": {
                    "type": "string"
                  },
                  "sha256": {
                    "type": "string"
                  },
                  "operations": {
                    "type": "integer"
                  },
                  "scenarios": {
                    "type": "array",
                    "items": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          }
        },
        "NewWorld": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "$ref": "#/components/schemas/WorldName"
            },
            "scenario": {
              "type": "string",
              "description": "The named first state that it begins with."
            },
            "seed": {
              "type": "integer",
              "minimum": 0,
              "maximum": 4294967295
            },
            "settings": {
              "$ref": "#/components/schemas/Settings"
            },
            "now": {
              "$ref": "#/components/schemas/Moment",
              "description": "The moment at which its time stands still."
            }
          }
        },
        "Settings": {
          "type": "object",
          "description": "What is set, by name.",
          "maxProperties": 100,
          "additionalProperties": {
            "type": "string",
            "maxLength": 200
          }
        },
        "World": {
          "type": "object",
          "required": [
            "name",
            "seed",
            "settings",
            "clock",
            "exchanges",
            "violations",
            "stubs",
            "faults"
          ],
          "properties": {
            "name": {
              "$ref": "#/components/schemas/WorldName"
            },
            "scenario": {
              "type": "string"
            },
            "seed": {
              "type": "integer"
            },
            "settings": {
              "$ref": "#/components/schemas/Settings"
            },
            "clock": {
              "$ref": "#/components/schemas/Clock"
            },
            "exchanges": {
              "type": "integer",
              "description": "How many there were."
            },
            "violations": {
              "type": "integer",
              "description": "How many different ones there were."
            },
            "stubs": {
              "type": "integer"
            },
            "faults": {
              "type": "integer"
            }
          }
        },
        "Clock": {
          "type": "object",
          "required": [
            "now",
            "frozen"
          ],
          "properties": {
            "now": {
              "$ref": "#/components/schemas/Moment"
            },
            "frozen": {
              "type": "boolean"
            }
          }
        },
        "ClockChange": {
          "type": "object",
          "additionalProperties": false,
          "minProperties": 1,
          "properties": {
            "now": {
              "$ref": "#/components/schemas/Moment"
            },
            "advance": {
              "type": "string",
              "description": "An ISO 8601 duration without fractions, with a minus before it to go back.",
              "pattern": "^-?P(?=.)(?:\\d{1,6}Y)?(?:\\d{1,6}M)?(?:\\d{1,6}W)?(?:\\d{1,6}D)?(?:T(?=.)(?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,6}S)?)?$"
            },
            "frozen": {
              "type": "boolean"
            }
          }
        },
        "Snapshot": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "documents"
          ],
          "properties": {
            "documents": {
              "type": "object",
              "description": "By the path that each document is served under, the values that are kept, by key.",
              "additionalProperties": {
                "type": "object",
                "additionalProperties": true
              }
            }
          }
        },
        "Difference": {
          "type": "object",
          "required": [
            "mount",
            "path",
            "kind"
          ],
          "properties": {
            "mount": {
              "type": "string"
            },
            "path": {
              "type": "string"
            },
            "kind": {
              "enum": [
                "added",
                "removed",
                "changed"
              ]
            },
            "from": true,
            "to": true
          }
        },
        "ValueMatcher": {
          "description": "A value that must be equal, or one of the conditions.",
          "oneOf": [
            {
              "type": [
                "string",
                "number",
                "boolean",
                "null"
              ]
            },
            {
              "type": "object",
              "additionalProperties": false,
              "minProperties": 1,
              "maxProperties": 1,
              "properties": {
                "equals": true,
                "contains": true,
                "matches": {
                  "type": "string",
                  "format": "regex",
                  "maxLength": 1000
                },
                "present": {
                  "type": "boolean"
                }
              }
            }
          ]
        },
        "ValueMatchers": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/components/schemas/ValueMatcher"
          }
        },
        "Matcher": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "operation": {
              "type": "string",
              "description": "An operationId, or `GET /path/{template}` where the document gives none."
            },
            "method": {
              "type": "string"
            },
            "path": {
              "type": "string",
              "description": "Without the query; `*` stands for one segment, `/**` at the end for any."
            },
            "query": {
              "$ref": "#/components/schemas/ValueMatchers"
            },
            "headers": {
              "$ref": "#/components/schemas/ValueMatchers"
            },
            "body": {
              "$ref": "#/components/schemas/ValueMatchers",
              "description": "By JSON pointer into the body."
            },
            "call": {
              "type": "integer",
              "minimum": 1,
              "description": "Which call of its operation in its world."
            }
          }
        },
        "Headers": {
          "type": "object",
          "additionalProperties": {
            "type": "string"
          }
        },
        "Stub": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "when",
            "response"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            },
            "when": {
              "allOf": [
                {
                  "$ref": "#/components/schemas/Matcher"
                },
                {
                  "required": [
                    "operation"
                  ]
                }
              ]
            },
            "response": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "status": {
                  "type": "integer",
                  "minimum": 200,
                  "maximum": 599
                },
                "example": {
                  "type": "string",
                  "description": "The name of one of the document's examples."
                },
                "body": true,
                "mediaType": {
                  "type": "string",
                  "pattern": "^[\\w!#$&^.+-]+/[\\w!#$&^.+-]+$"
                },
                "headers": {
                  "$ref": "#/components/schemas/Headers"
                }
              }
            },
            "delay": {
              "type": "integer",
              "minimum": 0,
              "maximum": 60000,
              "description": "Milliseconds."
            },
            "times": {
              "type": "integer",
              "minimum": 1
            },
            "offContract": {
              "type": "boolean",
              "description": "Whether the response may break the contract."
            },
            "used": {
              "type": "integer",
              "readOnly": true
            }
          },
          "example": {
            "when": {
              "operation": "readOwner",
              "call": 2
            },
            "response": {
              "status": 404
            }
          }
        },
        "Fault": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "fault"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            },
            "when": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "operation": {
                  "type": "string"
                },
                "method": {
                  "type": "string"
                },
                "path": {
                  "type": "string"
                },
                "call": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "The n-th call that meets the above."
                },
                "every": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "Every n-th of these calls."
                },
                "probability": {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1
                },
                "rate": {
                  "type": "object",
                  "description": "Calls beyond so many in each period of the world's clock.",
                  "additionalProperties": false,
                  "required": [
                    "above",
                    "per"
                  ],
                  "properties": {
                    "above": {
                      "type": "integer",
                      "minimum": 0,
                      "description": "Calls in each period that the fault leaves alone."
                    },
                    "per": {
                      "type": "string",
                      "description": "The period, as `PT10S`.",
                      "pattern": "^P"
                    }
                  }
                },
                "times": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "How often it acts at most."
                },
                "lasts": {
                  "type": "string",
                  "description": "For how long, by the clock of the world, as `PT5M`.",
                  "pattern": "^P"
                }
              }
            },
            "fault": {
              "oneOf": [
                {
                  "title": "Latency",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "latency"
                  ],
                  "properties": {
                    "kind": {
                      "const": "latency"
                    },
                    "latency": {
                      "description": "Milliseconds; always the same, anything between two, or log-normal about a median.",
                      "oneOf": [
                        {
                          "type": "integer",
                          "minimum": 0,
                          "maximum": 60000
                        },
                        {
                          "type": "object",
                          "additionalProperties": false,
                          "required": [
                            "min",
                            "max"
                          ],
                          "properties": {
                            "min": {
                              "type": "integer",
                              "minimum": 0,
                              "maximum": 60000
                            },
                            "max": {
                              "type": "integer",
                              "minimum": 0,
                              "maximum": 60000
                            }
                          }
                        },
                        {
                          "type": "object",
                          "additionalProperties": false,
                          "required": [
                            "median"
                          ],
                          "properties": {
                            "median": {
                              "type": "integer",
                              "minimum": 0,
                              "maximum": 60000
                            },
                            "sigma": {
                              "type": "number",
                              "minimum": 0,
                              "maximum": 5
                            }
                          }
                        }
                      ]
                    }
                  }
                },
                {
                  "title": "Status",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "status"
                  ],
                  "properties": {
                    "kind": {
                      "const": "status"
                    },
                    "status": {
                      "type": "integer",
                      "minimum": 200,
                      "maximum": 599
                    },
                    "body": true,
                    "headers": {
                      "$ref": "#/components/schemas/Headers"
                    }
                  }
                },
                {
                  "title": "No answer",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind"
                  ],
                  "properties": {
                    "kind": {
                      "enum": [
                        "reset",
                        "empty",
                        "truncate"
                      ]
                    }
                  }
                },
                {
                  "title": "Dripping body",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "over"
                  ],
                  "properties": {
                    "kind": {
                      "const": "drip"
                    },
                    "over": {
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 60000,
                      "description": "Milliseconds."
                    }
                  }
                },
                {
                  "title": "Bandwidth",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "kilobits"
                  ],
                  "properties": {
                    "kind": {
                      "const": "bandwidth"
                    },
                    "kilobits": {
                      "type": "integer",
                      "minimum": 1,
                      "maximum": 1000000,
                      "description": "Kilobits a second."
                    }
                  }
                },
                {
                  "title": "Off contract",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind"
                  ],
                  "properties": {
                    "kind": {
                      "const": "off-contract"
                    },
                    "violation": {
                      "enum": [
                        "missing",
                        "type"
                      ]
                    }
                  }
                }
              ]
            },
            "used": {
              "type": "integer",
              "readOnly": true
            }
          },
          "example": {
            "when": {
              "every": 3
            },
            "fault": {
              "kind": "status",
              "status": 503
            }
          }
        },
        "Body": {
          "type": "object",
          "required": [
            "text"
          ],
          "properties": {
            "mediaType": {
              "type": "string"
            },
            "text": {
              "type": "string"
            },
            "truncated": {
              "type": "boolean"
            }
          }
        },
        "Exchange": {
          "type": "object",
          "required": [
            "id",
            "world",
            "at",
            "took",
            "method",
            "url",
            "status"
          ],
          "properties": {
            "id": {
              "type": "string"
            },
            "world": {
              "$ref": "#/components/schemas/WorldName"
            },
            "at": {
              "$ref": "#/components/schemas/Moment"
            },
            "took": {
              "type": "number",
              "description": "Milliseconds."
            },
            "method": {
              "type": "string"
            },
            "url": {
              "type": "string"
            },
            "operation": {
              "type": "string"
            },
            "call": {
              "type": "integer"
            },
            "status": {
              "type": "integer"
            },
            "refusal": {
              "type": "string"
            },
            "undeclared": {
              "type": "boolean",
              "description": "Whether the document declares no such answer."
            },
            "stub": {
              "type": "string"
            },
            "fault": {
              "type": "string"
            },
            "notes": {
              "type": "array",
              "items": {
                "type": "string"
              }
            },
            "violations": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "direction",
                  "rule",
                  "pointer",
                  "message"
                ],
                "properties": {
                  "direction": {
                    "enum": [
                      "request",
                      "response"
                    ]
                  },
                  "rule": {
                    "type": "string"
                  },
                  "in": {
                    "type": "string"
                  },
                  "pointer": {
                    "type": "string"
                  },
                  "message": {
                    "type": "string"
                  }
                }
              }
            },
            "callbacks": {
              "type": "array",
              "description": "Callbacks and webhooks that were sent after it.",
              "items": {
                "type": "object",
                "required": [
                  "name",
                  "method",
                  "outcome",
                  "violations"
                ],
                "properties": {
                  "name": {
                    "type": "string"
                  },
                  "method": {
                    "type": "string"
                  },
                  "url": {
                    "type": "string"
                  },
                  "outcome": {
                    "enum": [
                      "sent",
                      "refused",
                      "failed"
                    ]
                  },
                  "status": {
                    "type": "integer"
                  },
                  "reason": {
                    "type": "string"
                  },
                  "body": {
                    "$ref": "#/components/schemas/Body"
                  },
                  "violations": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": [
                        "rule",
                        "pointer",
                        "message"
                      ],
                      "properties": {
                        "rule": {
                          "type": "string"
                        },
                        "pointer": {
                          "type": "string"
                        },
                        "message": {
                          "type": "string"
                        }
                      }
                    }
                  }
                }
              }
            },
            "request": {
              "type": "object",
              "properties": {
                "headers": {
                  "$ref": "#/components/schemas/Headers"
                },
                "body": {
                  "$ref": "#/components/schemas/Body"
                }
              }
            },
            "response": {
              "type": "object",
              "properties": {
                "headers": {
                  "$ref": "#/components/schemas/Headers"
                },
                "body": {
                  "$ref": "#/components/schemas/Body"
                }
              }
            }
          }
        },
        "Unmet": {
          "type": "object",
          "required": [
            "condition",
            "wanted",
            "found"
          ],
          "properties": {
            "condition": {
              "type": "string"
            },
            "wanted": {
              "type": "string"
            },
            "found": {
              "type": "string"
            }
          }
        },
        "Verification": {
          "type": "object",
          "required": [
            "satisfied",
            "count",
            "message",
            "exchanges"
          ],
          "properties": {
            "satisfied": {
              "type": "boolean"
            },
            "count": {
              "type": "integer"
            },
            "message": {
              "type": "string"
            },
            "exchanges": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/Exchange"
              }
            },
            "nearest": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "exchange",
                  "unmet"
                ],
                "properties": {
                  "exchange": {
                    "$ref": "#/components/schemas/Exchange"
                  },
                  "unmet": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Unmet"
                    }
                  }
                }
              }
            }
          }
        },
        "Unmatched": {
          "type": "object",
          "required": [
            "exchange"
          ],
          "properties": {
            "exchange": {
              "$ref": "#/components/schemas/Exchange"
            },
            "nearest": {
              "type": "object",
              "required": [
                "operation",
                "unmet"
              ],
              "properties": {
                "operation": {
                  "type": "string"
                },
                "unmet": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/Unmet"
                  }
                }
              }
            }
          }
        },
        "Explanation": {
          "type": "object",
          "required": [
            "exchange",
            "decided",
            "passedOver"
          ],
          "properties": {
            "exchange": {
              "$ref": "#/components/schemas/Exchange"
            },
            "decided": {
              "type": "object",
              "required": [
                "by",
                "why"
              ],
              "properties": {
                "by": {
                  "enum": [
                    "fault",
                    "refusal",
                    "stub",
                    "prefer",
                    "handler",
                    "inferred",
                    "sampled",
                    "nothing"
                  ]
                },
                "why": {
                  "type": "string"
                },
                "role": {
                  "type": "string"
                },
                "resource": {
                  "type": "string"
                }
              }
            },
            "passedOver": {
              "type": "array",
              "items": {
                "type": "object",
                "required": [
                  "by",
                  "unmet"
                ],
                "properties": {
                  "by": {
                    "type": "string"
                  },
                  "id": {
                    "type": "string"
                  },
                  "unmet": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Unmet"
                    }
                  }
                }
              }
            }
          }
        },
        "Violation": {
          "type": "object",
          "required": [
            "direction",
            "rule",
            "pointer",
            "in",
            "message",
            "count",
            "first",
            "last",
            "world"
          ],
          "properties": {
            "direction": {
              "enum": [
                "request",
                "response"
              ]
            },
            "mount": {
              "type": "string"
            },
            "operation": {
              "type": "string"
            },
            "request": {
              "type": "string",
              "description": "Method and path of a request that named no operation."
            },
            "rule": {
              "type": "string"
            },
            "pointer": {
              "type": "string"
            },
            "in": {
              "type": "string"
            },
            "message": {
              "type": "string"
            },
            "count": {
              "type": "integer"
            },
            "first": {
              "type": "string"
            },
            "last": {
              "type": "string"
            },
            "world": {
              "type": "string"
            },
            "place": {
              "type": "object",
              "description": "Where the document says so.",
              "properties": {
                "file": {
                  "type": "string"
                },
                "line": {
                  "type": "integer"
                },
                "column": {
                  "type": "integer"
                },
                "pointer": {
                  "type": "string"
                }
              }
            }
          }
        },
        "Counted": {
          "type": "object",
          "required": [
            "declared",
            "seen"
          ],
          "properties": {
            "declared": {
              "type": "integer"
            },
            "seen": {
              "type": "integer"
            }
          }
        },
        "DocumentCoverage": {
          "type": "object",
          "required": [
            "mount",
            "title",
            "percent",
            "totals",
            "operations"
          ],
          "properties": {
            "mount": {
              "type": "string"
            },
            "title": {
              "type": "string"
            },
            "percent": {
              "type": "number"
            },
            "totals": {
              "type": "object",
              "additionalProperties": {
                "$ref": "#/components/schemas/Counted"
              }
            },
            "operations": {
              "type": "array",
              "items": {
                "type": "object"
              }
            }
          }
        },
        "Problem": {
          "type": "object",
          "required": [
            "title",
            "status"
          ],
          "properties": {
            "type": {
              "type": "string"
            },
            "title": {
              "type": "string"
            },
            "status": {
              "type": "integer"
            },
            "detail": {
              "type": "string"
            },
            "code": {
              "type": "string"
            },
            "instance": {
              "type": "string"
            },
            "requestId": {
              "type": "string"
            },
            "errors": {
              "type": "array",
              "description": "What is wrong, member by member.",
              "items": {
                "type": "object",
                "required": [
                  "pointer",
                  "message"
                ],
                "properties": {
                  "pointer": {
                    "type": "string"
                  },
                  "message": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      }
    }
  },
};
