// Printed by `npm run generate` from openapi.yaml (Apple Push Certificates Portal (mock) 1).
// sha-256 of the document: 89ce59882c17ebc4fff20557c390eec540bc24bec5dfbe211505fabba391f7cb
// Change the document and print again; a change made here is lost.

export const contract = {
  sha256: "89ce59882c17ebc4fff20557c390eec540bc24bec5dfbe211505fabba391f7cb",
  inherited: [],
  operations: [
    {
      "id": "listCertificates",
      "method": "GET",
      "path": "/certificates",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1certificates/get",
      "parameters": [
        {
          "name": "appleIdentifier",
          "pointer": "/paths/~1certificates/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1certificates/get/parameters/0/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1certificates/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1certificates/get/responses/200/content/application~1json",
              "schema": "/paths/~1certificates/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
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
      "security": []
    },
    {
      "id": "createCertificate",
      "method": "POST",
      "path": "/certificates",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1certificates/post",
      "parameters": [],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1certificates/post/requestBody/content/application~1json",
            "schema": "/paths/~1certificates/post/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1certificates/post/responses/201",
          "headers": [
            {
              "name": "Location",
              "required": true,
              "explode": false,
              "schema": "/paths/~1certificates/post/responses/201/headers/Location/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1certificates/post/responses/201/content/application~1json",
              "schema": "/components/schemas/Certificate",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
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
        },
        {
          "status": "413",
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
        },
        {
          "status": "415",
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
      "security": []
    },
    {
      "id": "getCertificate",
      "method": "GET",
      "path": "/certificates/{id}",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1certificates~1{id}/get",
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
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1certificates~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1certificates~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Certificate",
              "examples": []
            }
          ]
        },
        {
          "status": "404",
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
      "security": []
    },
    {
      "id": "downloadCertificate",
      "method": "GET",
      "path": "/certificates/{id}/certificate",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1certificates~1{id}~1certificate/get",
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
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1certificates~1{id}~1certificate/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/x-pem-file",
              "pointer": "/paths/~1certificates~1{id}~1certificate/get/responses/200/content/application~1x-pem-file",
              "schema": "/paths/~1certificates~1{id}~1certificate/get/responses/200/content/application~1x-pem-file/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "404",
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
      "security": []
    },
    {
      "id": "renewCertificate",
      "method": "POST",
      "path": "/certificates/{id}/renew",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1certificates~1{id}~1renew/post",
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
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1certificates~1{id}~1renew/post/requestBody/content/application~1json",
            "schema": "/paths/~1certificates~1{id}~1renew/post/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1certificates~1{id}~1renew/post/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1certificates~1{id}~1renew/post/responses/200/content/application~1json",
              "schema": "/components/schemas/Certificate",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
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
        },
        {
          "status": "404",
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
        },
        {
          "status": "413",
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
        },
        {
          "status": "415",
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
      "security": []
    },
    {
      "id": "getAuthority",
      "method": "GET",
      "path": "/authority",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1authority/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1authority/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/x-pem-file",
              "pointer": "/paths/~1authority/get/responses/200/content/application~1x-pem-file",
              "schema": "/paths/~1authority/get/responses/200/content/application~1x-pem-file/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "406",
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
      "security": []
    }
  ],
  document: {
    "openapi": "3.1.0",
    "info": {
      "title": "Apple Push Certificates Portal (mock)",
      "summary": "Signs the certificate signing requests of vendors of device management.",
      "version": "1",
      "description": "Apple's real portal is a website without an API. This mock accepts the same signing request and returns a certificate of the\nsame form. So you can test the whole process: download the signing request, sign it, and upload the certificate.\n\nThe portal needs no credentials: a request can name any Apple ID. The server creates the keys of the certificate authority\nwhen it first needs them. No device trusts its certificates.\n",
      "license": {
        "name": "MIT",
        "identifier": "MIT"
      }
    },
    "servers": [
      {
        "url": "/",
        "description": "This server"
      }
    ],
    "tags": [
      {
        "name": "Certificates",
        "description": "The certificates of this world."
      },
      {
        "name": "Authority",
        "description": "The certificate authority."
      }
    ],
    "security": [],
    "paths": {
      "/certificates": {
        "get": {
          "operationId": "listCertificates",
          "tags": [
            "Certificates"
          ],
          "summary": "List the certificates",
          "parameters": [
            {
              "name": "appleIdentifier",
              "in": "query",
              "description": "Returns only the certificates of this Apple ID.",
              "schema": {
                "type": "string"
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The certificates, in the order in which they were first issued.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Certificate"
                    }
                  }
                }
              }
            },
            "400": {
              "$ref": "#/components/responses/Problem"
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "createCertificate",
          "tags": [
            "Certificates"
          ],
          "summary": "Create a certificate",
          "description": "The certificate has a new topic and is valid for a year, starting now by the world's clock.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "appleIdentifier",
                    "signingRequest"
                  ],
                  "properties": {
                    "appleIdentifier": {
                      "$ref": "#/components/schemas/AppleIdentifier"
                    },
                    "signingRequest": {
                      "$ref": "#/components/schemas/SigningRequest"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The issued certificate.",
              "headers": {
                "Location": {
                  "required": true,
                  "description": "The URL of the certificate.",
                  "schema": {
                    "type": "string"
                  }
                }
              },
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Certificate"
                  }
                }
              }
            },
            "400": {
              "$ref": "#/components/responses/Problem"
            },
            "413": {
              "$ref": "#/components/responses/Problem"
            },
            "415": {
              "$ref": "#/components/responses/Problem"
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/certificates/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getCertificate",
          "tags": [
            "Certificates"
          ],
          "summary": "Read a certificate",
          "responses": {
            "200": {
              "description": "The certificate.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Certificate"
                  }
                }
              }
            },
            "404": {
              "$ref": "#/components/responses/Problem"
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/certificates/{id}/certificate": {
        "parameters": [
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "downloadCertificate",
          "tags": [
            "Certificates"
          ],
          "summary": "Download a certificate as a file",
          "responses": {
            "200": {
              "description": "The certificate in PEM.",
              "content": {
                "application/x-pem-file": {
                  "schema": {
                    "type": "string"
                  }
                }
              }
            },
            "404": {
              "$ref": "#/components/responses/Problem"
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/certificates/{id}/renew": {
        "parameters": [
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "post": {
          "operationId": "renewCertificate",
          "tags": [
            "Certificates"
          ],
          "summary": "Renew a certificate",
          "description": "Keeps the topic and the Apple ID. Serial number, key and validity are new. A certificate that expired more than thirty\ndays ago cannot be renewed.\n",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "signingRequest"
                  ],
                  "properties": {
                    "signingRequest": {
                      "$ref": "#/components/schemas/SigningRequest"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The renewed certificate.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Certificate"
                  }
                }
              }
            },
            "400": {
              "$ref": "#/components/responses/Problem"
            },
            "404": {
              "$ref": "#/components/responses/Problem"
            },
            "413": {
              "$ref": "#/components/responses/Problem"
            },
            "415": {
              "$ref": "#/components/responses/Problem"
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/authority": {
        "get": {
          "operationId": "getAuthority",
          "tags": [
            "Authority"
          ],
          "summary": "Download the certificates of the authority",
          "description": "The intermediate that issues the certificates, then the root, in PEM, for example for `openssl verify`.",
          "responses": {
            "200": {
              "description": "The two certificates.",
              "content": {
                "application/x-pem-file": {
                  "schema": {
                    "type": "string"
                  }
                }
              }
            },
            "406": {
              "$ref": "#/components/responses/Problem"
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      }
    },
    "components": {
      "parameters": {
        "Id": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The id of the certificate.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        }
      },
      "schemas": {
        "AppleIdentifier": {
          "type": "string",
          "minLength": 1,
          "maxLength": 320,
          "description": "The Apple ID that owns the certificate.",
          "examples": [
            "it-department@contoso.example"
          ]
        },
        "SigningRequest": {
          "type": "string",
          "minLength": 1,
          "maxLength": 100000,
          "description": "The signing request as it was downloaded, in base64."
        },
        "Certificate": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "id",
            "appleIdentifier",
            "topic",
            "serial",
            "notBefore",
            "notAfter",
            "pem"
          ],
          "properties": {
            "id": {
              "type": "string",
              "format": "uuid",
              "readOnly": true
            },
            "appleIdentifier": {
              "$ref": "#/components/schemas/AppleIdentifier"
            },
            "topic": {
              "type": "string",
              "description": "The push topic, which is the UID of the certificate's subject.",
              "pattern": "^com\\.apple\\.mgmt\\."
            },
            "serial": {
              "type": "string",
              "description": "The serial number in upper-case hex.",
              "pattern": "^[0-9A-F]{16}$"
            },
            "notBefore": {
              "type": "string",
              "format": "date-time"
            },
            "notAfter": {
              "type": "string",
              "format": "date-time"
            },
            "pem": {
              "type": [
                "string",
                "null"
              ],
              "description": "The certificate. null for a certificate of an initial scenario, because the portal did not issue it."
            }
          }
        },
        "Problem": {
          "description": "An error (RFC 9457).",
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
              "description": "The violations, one for each invalid property.",
              "items": {
                "type": "object",
                "required": [
                  "pointer",
                  "rule",
                  "message"
                ],
                "properties": {
                  "pointer": {
                    "type": "string"
                  },
                  "rule": {
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
      "responses": {
        "Problem": {
          "description": "The request failed.",
          "content": {
            "application/problem+json": {
              "schema": {
                "$ref": "#/components/schemas/Problem"
              }
            }
          }
        }
      }
    },
    "x-standin-scenarios": {
      "empty": {
        "/certificates": []
      },
      "configured": {
        "/certificates": [
          {
            "id": "0d5b6c1e-77a3-4c0a-b1d9-3f6a2e8c4b90",
            "appleIdentifier": "it-department@contoso.example",
            "topic": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
            "serial": "0C41D7A29E5B3F86",
            "notBefore": "now-P90D",
            "notAfter": "now+P275D",
            "pem": null
          }
        ]
      },
      "expiring": {
        "/certificates": [
          {
            "id": "0d5b6c1e-77a3-4c0a-b1d9-3f6a2e8c4b90",
            "appleIdentifier": "it-department@contoso.example",
            "topic": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
            "serial": "0C41D7A29E5B3F86",
            "notBefore": "now-P355D",
            "notAfter": "now+P10D",
            "pem": null
          }
        ]
      },
      "in-grace": {
        "/certificates": [
          {
            "id": "0d5b6c1e-77a3-4c0a-b1d9-3f6a2e8c4b90",
            "appleIdentifier": "it-department@contoso.example",
            "topic": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
            "serial": "0C41D7A29E5B3F86",
            "notBefore": "now-P375D",
            "notAfter": "now-P10D",
            "pem": null
          }
        ]
      },
      "expired": {
        "/certificates": [
          {
            "id": "0d5b6c1e-77a3-4c0a-b1d9-3f6a2e8c4b90",
            "appleIdentifier": "it-department@contoso.example",
            "topic": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
            "serial": "0C41D7A29E5B3F86",
            "notBefore": "now-P405D",
            "notAfter": "now-P40D",
            "pem": null
          }
        ]
      },
      "upload-failed": {
        "/certificates": [
          {
            "id": "0d5b6c1e-77a3-4c0a-b1d9-3f6a2e8c4b90",
            "appleIdentifier": "it-department@contoso.example",
            "topic": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
            "serial": "0C41D7A29E5B3F86",
            "notBefore": "now-P90D",
            "notAfter": "now+P275D",
            "pem": null
          }
        ]
      }
    }
  },
};
